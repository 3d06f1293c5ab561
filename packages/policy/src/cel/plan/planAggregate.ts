import type { ListExpr, MapExpr, StructExpr } from '../syntax/expression';
import { CelMap } from '../values/celMap';
import type { MapKey } from '../values/celMap';
import { mapKey } from '../values/mapKey';
import { CelDouble } from '../values/numbers';
import { CelOptional } from '../values/optional';
import { CelError } from '../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../values/runtimeValue';
import { CelStruct } from '../values/struct';
import { noSuchOverload } from './dispatch';
import { propertyName } from './access/propertyName';
import type { Evaluate } from './frame';
import type { PlanContext, Step } from './planContext';
import { planNode } from './planNode';

const listCost = 10;
const mapCost = 30;
const structCost = 40;

/** Plans `[a, ?b]`. */
export function planList(context: PlanContext, list: ListExpr): Step {
  const parts = list.elements.map(element => planNode(context, element));
  const elements = parts.map(({ evaluate }) => evaluate);
  return {
    evaluate:
      list.optionalIndices.length === 0
        ? buildList(elements)
        : buildListOfOptionals(
            elements,
            new Set(list.optionalIndices),
            list.id,
          ),
    cost: listCost + totalCost(parts),
    parts,
    isSound: true,
  };
}

/** Plans `{a: b, ?c: d}`. */
export function planMap(context: PlanContext, map: MapExpr): Step {
  const entries = map.entries.map(({ key, value, optional }) => ({
    key: planNode(context, key),
    value: planNode(context, value),
    optional,
  }));
  const parts = entries.flatMap(({ key, value }) => [key, value]);
  return {
    evaluate: frame => {
      const built = new Map<MapKey, { key: RuntimeValue; value: unknown }>();
      for (const entry of entries) {
        const key = entry.key.evaluate(frame);
        if (key instanceof CelError) {
          return key;
        }
        const value = presentValue(
          entry.value.evaluate(frame),
          entry.optional,
          map.id,
        );
        if (value instanceof CelError) {
          return value;
        }
        const normal = key instanceof CelDouble ? undefined : mapKey(key);
        if (normal === undefined) {
          return new CelError('unsupported key type', map.id);
        }
        if (value !== undefined) {
          if (built.has(normal)) {
            return new CelError('Failed with repeated key', map.id);
          }
          built.set(normal, { key, value });
        }
      }
      return new CelMap(built);
    },
    cost: mapCost + totalCost(parts),
    parts,
    isSound: true,
  };
}

/** Plans `Type{field: a}`. */
export function planStruct(context: PlanContext, struct: StructExpr): Step {
  const fields = struct.fields.map(({ name, value, optional }) => ({
    name: propertyName(context, struct.id, name),
    value: planNode(context, value),
    optional,
  }));
  const parts = fields.map(({ value }) => value);
  const typeName =
    context.index
      .candidates(struct.typeName)
      .find(name => context.environment.types.findType(name) !== undefined) ??
    struct.typeName;
  const isDeclared = context.environment.types.findType(typeName) !== undefined;
  return {
    evaluate: frame => {
      if (!isDeclared) {
        return new CelError(`unknown type: ${typeName}`, struct.id);
      }
      const values: [string, RuntimeValue][] = [];
      for (const field of fields) {
        const value = presentValue(
          field.value.evaluate(frame),
          field.optional,
          struct.id,
        );
        if (value instanceof CelError) {
          return value;
        }
        if (value !== undefined) {
          values.push([field.name, value]);
        }
      }
      return new CelStruct(typeName, new Map(values));
    },
    cost: structCost + totalCost(parts),
    parts,
  };
}

function buildList(elements: readonly Evaluate[]): Evaluate {
  return frame => {
    const list = new Array<RuntimeValue>(elements.length);
    for (let place = 0; place < elements.length; place++) {
      const element = elements[place](frame);
      if (element instanceof CelError) {
        return element;
      }
      list[place] = element;
    }
    return list;
  };
}

function buildListOfOptionals(
  elements: readonly Evaluate[],
  optionalIndices: ReadonlySet<number>,
  id: number,
): Evaluate {
  return frame => {
    const list: RuntimeValue[] = [];
    for (let place = 0; place < elements.length; place++) {
      const element = presentValue(
        elements[place](frame),
        optionalIndices.has(place),
        id,
      );
      if (element instanceof CelError) {
        return element;
      }
      if (element !== undefined) {
        list.push(element);
      }
    }
    return list;
  };
}

/** A value, or what an optional one holds: undefined for none. */
function presentValue(
  value: Evaluated,
  optional: boolean,
  id: number,
): Evaluated | undefined {
  if (!optional || value instanceof CelError) {
    return value;
  }
  return value instanceof CelOptional ? value.value : noSuchOverload.at(id);
}

function totalCost(parts: readonly Step[]): number {
  return parts.reduce((sum, { cost }) => sum + cost, 0);
}
