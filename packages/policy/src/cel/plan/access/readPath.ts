import { fromNative } from '../../values/fromNative';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';
import type { Evaluate } from '../frame';
import { hasField, isUsualObject, readField } from './readField';

/** Where a path begins, its fields, and the node that it is the value of. */
export interface FieldPath {
  readonly base: Evaluate;
  readonly fields: readonly string[];
  readonly isStrict: boolean;
  readonly id: number;
}

/** Evaluates `base.a.b.c`. Most of what lies between is objects as JSON has them, whose fields are taken as they are. */
export function readPath({ base, fields, isStrict, id }: FieldPath): Evaluate {
  const { length } = fields;
  return frame => {
    let container: unknown = base(frame);
    for (let place = 0; place < length; place++) {
      if (!isUsualObject(container)) {
        return placed(
          readOn(fromNative(container), fields, place, isStrict),
          id,
        );
      }
      const field = fields[place];
      const value = container[field];
      if (value === undefined || !Object.hasOwn(container, field)) {
        return new CelError(`no such key: ${field}`, id);
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
  const tested = fields[last];
  return frame => {
    let container: unknown = base(frame);
    for (let place = 0; place < last; place++) {
      if (!isUsualObject(container)) {
        return testOn(container, place);
      }
      const field = fields[place];
      const value = container[field];
      if (value === undefined || !Object.hasOwn(container, field)) {
        return new CelError(`no such key: ${field}`, id);
      }
      container = value;
    }
    return isUsualObject(container)
      ? container[tested] !== undefined && Object.hasOwn(container, tested)
      : testOn(container, last);
  };

  function testOn(container: unknown, place: number): Evaluated {
    const within = readOn(
      fromNative(container),
      fields.slice(0, last),
      place,
      isStrict,
    );
    return placed(hasField(within, tested, isStrict), id);
  }
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
