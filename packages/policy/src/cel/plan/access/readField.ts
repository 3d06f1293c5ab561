import { fromNative } from '../../values/fromNative';
import { find, isContainer, lookUp, notFound } from '../../values/lookup';
import { CelOptional } from '../../values/optional';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, PlainMap } from '../../values/runtimeValue';
import { findOptional } from '../../library/standard/optionalAccess';

/** The value of a field or key: of an optional, the optional field of what it holds; of an error, the error. */
export function readField(
  container: Evaluated,
  name: string,
  isStrict = false,
): Evaluated {
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
    ? findOptional(container, name, isStrict)
    : lookUp(container, name);
}

/** Whether a field or key is there: `has(container.name)`. What has no fields has none, or is an error when such tests are strict. */
export function hasField(
  container: Evaluated,
  name: string,
  isStrict: boolean,
): Evaluated {
  if (isUsualObject(container)) {
    return container[name] !== undefined && Object.hasOwn(container, name);
  }
  if (container instanceof CelError) {
    return container;
  }
  if (container instanceof CelOptional) {
    return (
      container.value !== undefined && hasField(container.value, name, isStrict)
    );
  }
  const value = find(container, name);
  if (value === undefined && isStrict && !isContainer(container)) {
    return notFound(container, name);
  }
  return value instanceof CelError ? value : value !== undefined;
}

/** Objects as JSON has them, which nearly all data are. */
export function isUsualObject(value: unknown): value is PlainMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}
