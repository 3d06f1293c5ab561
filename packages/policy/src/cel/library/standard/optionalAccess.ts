import { find, isContainer, notFound } from '../../values/lookup';
import { mapKey } from '../../values/mapKey';
import { CelDouble } from '../../values/numbers';
import { CelOptional } from '../../values/optional';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../values/runtimeValue';

const noSuchOverload = new CelError('no such overload');

/**
 * What stands under a key, as an optional; of an optional, of what it holds. What has no keys has nothing, or is an error when
 * presence tests are strict.
 */
export function findOptional(
  container: RuntimeValue,
  key: RuntimeValue,
  isStrict = false,
): Evaluated {
  if (container instanceof CelOptional) {
    return container.value === undefined
      ? container
      : findOptional(container.value, key, isStrict);
  }
  if (mapKey(key) === undefined && !(key instanceof CelDouble)) {
    return new CelError('invalid qualifier type');
  }
  const value = find(container, key);
  if (value instanceof CelError) {
    return value;
  }
  if (value !== undefined) {
    return CelOptional.of(value);
  }
  return isStrict && !isContainer(container)
    ? notFound(container, key)
    : CelOptional.none;
}

/**
 * The left side of `or` and `orValue` when it decides, undefined when the right side is asked. Something that is no optional
 * is an error, or decides too where it may pass.
 */
export function chooseOptional(
  left: Evaluated,
  mayPass = false,
): Evaluated | undefined {
  if (left instanceof CelOptional) {
    return left.value === undefined ? undefined : left;
  }
  return mayPass || left instanceof CelError ? left : noSuchOverload;
}
