import { fromNative } from '../../values/fromNative';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';
import type { Evaluate, Frame } from '../frame';
import type { Step } from '../planContext';
import { hasFields, isInheritedName, needsConversion } from './ownFields';
import { hasField, readField } from './readField';

/** Where a path begins, its fields, and the node that it is the value of. */
export interface FieldPath {
  readonly base: Step;
  readonly fields: readonly string[];
  readonly isStrict: boolean;
  readonly id: number;
}

/** Evaluates `base.a.b.c`. Most of what lies between is objects as JSON has them, whose fields are taken as they are. */
export function readPath({ base, fields, isStrict, id }: FieldPath): Evaluate {
  if (fields.some(isInheritedName)) {
    return frame =>
      placed(readOn(base.evaluate(frame), fields, 0, isStrict), id);
  }
  const { slot = -1 } = base;
  const read = readBase(base);
  const { length } = fields;
  return frame => {
    let container = slot < 0 ? read(frame) : frame.slots[slot];
    for (let place = 0; place < length; place++) {
      const value = hasFields(container) ? container[fields[place]] : undefined;
      if (value === undefined || typeof value === 'function') {
        const within = evaluatedAt(place, container, base, frame);
        return placed(readOn(within, fields, place, isStrict), id);
      }
      container = value;
    }
    if (typeof container === 'string' || typeof container === 'boolean') {
      return container;
    }
    return placed(fromNative(container), id);
  };
}

/** Evaluates `has(base.a.b.c)`, of which the last field may be missing. */
export function testPath({ base, fields, isStrict, id }: FieldPath): Evaluate {
  const last = fields.length - 1;
  const above = fields.slice(0, last);
  const tested = fields[last];
  const testOn = (container: Evaluated, place: number): Evaluated => {
    const within = readOn(container, above, place, isStrict);
    return placed(hasField(within, tested, isStrict), id);
  };
  if (fields.some(isInheritedName)) {
    return frame => testOn(base.evaluate(frame), 0);
  }
  const { slot = -1 } = base;
  const read = readBase(base);
  return frame => {
    let container = slot < 0 ? read(frame) : frame.slots[slot];
    for (let place = 0; place < last; place++) {
      const value = hasFields(container) ? container[fields[place]] : undefined;
      if (value === undefined || typeof value === 'function') {
        return testOn(evaluatedAt(place, container, base, frame), place);
      }
      container = value;
    }
    if (hasFields(container)) {
      const value = container[tested];
      if (
        value === undefined
          ? !needsConversion(container)
          : typeof value !== 'function'
      ) {
        return value !== undefined;
      }
    }
    return testOn(evaluatedAt(last, container, base, frame), last);
  };
}

/**
 * What a path begins with, as it is kept: variables as the caller gives them, without a closure between, which may be anything
 * then, also undefined.
 */
export function readBase({
  evaluate,
  variable,
}: Step): (frame: Frame) => unknown {
  return variable === undefined
    ? evaluate
    : ({ variables }) => variables[variable];
}

/** What a path has come to at a place, as a value; at its beginning a variable is evaluated, which may be an error. */
export function evaluatedAt(
  place: number,
  container: unknown,
  { evaluate, variable }: Step,
  frame: Frame,
): Evaluated {
  return place === 0 && variable !== undefined
    ? evaluate(frame)
    : fromNative(container);
}

/** The rest of a path from a place on, through anything. */
function readOn(
  container: Evaluated,
  fields: readonly string[],
  place: number,
  isStrict: boolean,
): Evaluated {
  let value = container;
  for (let next = place; next < fields.length; next++) {
    value = readField(value, fields[next], isStrict);
  }
  return value;
}

function placed(value: Evaluated, id: number): Evaluated {
  return value instanceof CelError ? value.at(id) : value;
}
