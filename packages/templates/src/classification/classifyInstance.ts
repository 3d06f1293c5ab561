import { ParameterRanges } from '../annotations/parameterSchemas';
import { isJsonObject, JsonObject, JsonValue } from '../json';
import { ObjectParameter } from '../parameters/parameterSchema';
import { validateParameters } from '../parameters/validateParameters';
import { Template } from '../template';
import { isWithin } from './isWithin';

/**
 * How far an instance is from what people approved beforehand, from nearest to furthest.
 *
 * @public
 */
export type InstanceClass =
  | 'standard'
  | 'modified-within'
  | 'modified-beyond'
  | 'novel';

/**
 * The class with everything that speaks for it, in words.
 *
 * @public
 */
export interface Classification {
  readonly class: InstanceClass;
  readonly reasons: readonly string[];
}

/**
 * Classifies an instance.
 *
 * - `novel`: the template's digest is not approved, or the values are not valid.
 * - `modified-beyond`: a value is neither the default nor inside a declared range.
 * - `modified-within`: every such value is at least inside its pre-approved range.
 * - `standard`: every value is the default or inside its standard range.
 *
 * @public
 */
export function classifyInstance(options: {
  readonly template: Template;
  readonly digest: string;
  readonly approvedDigests: readonly string[];
  readonly values: JsonObject;
  /** Instead of the ranges the template declares. */
  readonly ranges?: ParameterRanges;
}): Classification {
  const { template, digest, approvedDigests, values } = options;
  if (!approvedDigests.includes(digest)) {
    return {
      class: 'novel',
      reasons: [
        `This version of the template ${template.name} (${digest}) is not approved.`,
      ],
    };
  }
  const validated = validateParameters(template, values);
  if (!validated.ok) {
    return {
      class: 'novel',
      reasons: validated.problems.map(
        ({ path, message }) => `${path}: ${message}`,
      ),
    };
  }
  const judged = differences(template.parameters, validated.value, '').map(
    difference =>
      judge(difference, options.ranges ?? template.annotations.ranges),
  );
  const strictest = judged.reduce<InstanceClass>(
    (worst, { class: other }) => (rank(other) > rank(worst) ? other : worst),
    'standard',
  );
  return {
    class: strictest,
    reasons: [
      `This version of the template ${template.name} is approved.`,
      ...(judged.length > 0
        ? judged.map(({ reason }) => reason)
        : ['All values are the defaults.']),
    ],
  };
}

/** A parameter whose value is not its default. */
interface Difference {
  readonly path: string;
  readonly value: JsonValue;
}

function judge(
  { path, value }: Difference,
  ranges: ParameterRanges,
): { readonly class: InstanceClass; readonly reason: string } {
  const range = Object.hasOwn(ranges, path) ? ranges[path] : undefined;
  const shown = `${path} = ${shorten(value)}`;
  if (range?.standard && isWithin(value, range.standard)) {
    return { class: 'standard', reason: `${shown} is a standard choice.` };
  }
  if (range?.preApproved && isWithin(value, range.preApproved)) {
    return {
      class: 'modified-within',
      reason: `${shown} is not a standard choice, but inside the pre-approved range.`,
    };
  }
  return {
    class: 'modified-beyond',
    reason: range
      ? `${shown} is outside the pre-approved range.`
      : `${shown} differs from the default, and no range is approved for it.`,
  };
}

function differences(
  schema: ObjectParameter,
  values: JsonObject,
  prefix: string,
): readonly Difference[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const path = prefix ? `${prefix}.${name}` : name;
    const field = schema.fields[name];
    if (field.type === 'object' && isJsonObject(value)) {
      return differences(field, value, path);
    }
    return sameJson(value, field.default) ? [] : [{ path, value }];
  });
}

/** Both sides come from validation, which sorts keys. */
function sameJson(value: JsonValue, other: JsonValue | undefined): boolean {
  return JSON.stringify(value) === JSON.stringify(other);
}

function rank(instanceClass: InstanceClass): number {
  return ['standard', 'modified-within', 'modified-beyond', 'novel'].indexOf(
    instanceClass,
  );
}

function shorten(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
