import type { MapKey } from './celMap';
import { CelDouble, CelUint, toInt } from './numbers';
import type { RuntimeValue } from './runtimeValue';

/** What a key is stored and found under, equal numbers alike; undefined for what cannot be a key of any entry. */
export function mapKey(key: RuntimeValue): MapKey | undefined {
  if (key instanceof CelUint) {
    return toInt(key.value);
  }
  if (key instanceof CelDouble) {
    return Number.isInteger(key.value) ? toInt(BigInt(key.value)) : undefined;
  }
  switch (typeof key) {
    case 'string':
    case 'boolean':
    case 'number':
    case 'bigint':
      return key;
    default:
      return undefined;
  }
}
