import type { CelType } from '../../cel/types/celType';
import { formatType } from '../../cel/types/formatType';

/** A type's name in the API server's messages, which call the type of null `null_type`. */
export function admissionTypeName(type: CelType): string {
  return type.kind === 'null' ? 'null_type' : formatType(type);
}
