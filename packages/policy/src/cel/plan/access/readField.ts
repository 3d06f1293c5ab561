import { fromNative } from '../../values/fromNative';
import { find, isContainer, lookUp, notFound } from '../../values/lookup';
import { CelOptional } from '../../values/optional';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';
import { hasFields, needsConversion } from './ownFields';
import { findOptional } from '../../library/standard/optionalAccess';

/** The value of a field or key: of an optional, the optional field of what it holds; of an error, the error. */
export function readField(
  container: Evaluated,
  name: string,
  isStrict = false,
): Evaluated {
  if (hasFields(container)) {
    const value = container[name];
    if (value !== undefined && Object.hasOwn(container, name)) {
      return typeof value === 'string' ? value : fromNative(value);
    }
    return lookUp(container, name);
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
  if (hasFields(container) && !needsConversion(container)) {
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
