import type { Fields } from '@mandate/plugin-mandate-node';
import { fieldOf, listOf, mappingOf, textOf } from '../domain/fieldOf';

/** Who made an object and looks after it. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** The labels that are texts. */
export function labelsOf(metadata: Fields): Readonly<Record<string, string>> {
  return textsOf(mappingOf(metadata, 'labels'));
}

/** The values that are texts. */
export function textsOf(fields: Fields): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const name of Object.keys(fields)) {
    const text = textOf(fields, name);
    if (text !== undefined) {
      texts[name] = text;
    }
  }
  return texts;
}

/** The owner that controls an object. */
export function ownerOf(metadata: Fields): Owner | undefined {
  const owner = listOf(metadata, 'ownerReferences').find(
    reference => fieldOf(reference, 'controller') === true,
  );
  return owner
    ? {
        apiVersion: textOf(owner, 'apiVersion') ?? '',
        kind: textOf(owner, 'kind') ?? '',
        name: textOf(owner, 'name') ?? '',
        uid: textOf(owner, 'uid') ?? '',
      }
    : undefined;
}

/** When an object was made, in seconds since 1970; 0 when that is not said. */
export function epochSeconds(metadata: Fields): number {
  const at = Date.parse(textOf(metadata, 'creationTimestamp') ?? '');
  return Number.isNaN(at) ? 0 : Math.floor(at / 1_000);
}
