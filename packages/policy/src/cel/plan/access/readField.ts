import { fromNative } from '../../values/fromNative';
import { find, lookUp } from '../../values/lookup';
import { CelOptional } from '../../values/optional';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, PlainMap } from '../../values/runtimeValue';
import { findOptional } from '../../library/standard/optionalAccess';

/** The value of a field or key: of an optional, the optional field of what it holds; of an error, the error. */
export function readField(container: Evaluated, name: string): Evaluated {
  if (isUsualObject(container)) {
    const value = container[name];
    if (value !== undefined && Object.hasOwn(container, name)) {
      return typeof value === 'string' ? value : fromNative(value);
    }
    return new CelError(`no such key: ${name}`);
  }
  if (container instanceof CelError) {
    return container;
  }
  return container instanceof CelOptional
    ? findOptional(container, name)
    : lookUp(container, name);
}

/** Whether a field or key is there: `has(container.name)`. What has no fields has none, as in cel-go. */
export function hasField(container: Evaluated, name: string): Evaluated {
  if (isUsualObject(container)) {
    return container[name] !== undefined && Object.hasOwn(container, name);
  }
  if (container instanceof CelError) {
    return container;
  }
  if (container instanceof CelOptional) {
    return container.value !== undefined && hasField(container.value, name);
  }
  const value = find(container, name);
  return value instanceof CelError ? value : value !== undefined;
}

/** Objects as JSON has them, which nearly all data are. */
function isUsualObject(value: Evaluated): value is PlainMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}
