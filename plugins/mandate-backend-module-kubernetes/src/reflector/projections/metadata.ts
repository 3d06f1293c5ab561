import {
  type Fields,
  fieldsAt,
  listAt,
  textAt,
} from '@mandate/plugin-mandate-node';

/** Who made an object and looks after it. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** The labels that are texts. */
export function labelsOf(metadata: Fields): Readonly<Record<string, string>> {
  return textsOf(fieldsAt(metadata, 'labels'));
}

/** The values that are texts. */
export function textsOf(fields: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/** The owner that controls an object. */
export function ownerOf(metadata: Fields): Owner | undefined {
  const owner = listAt(metadata, 'ownerReferences').find(
    ({ controller }) => controller === true,
  );
  return owner
    ? {
        apiVersion: textAt(owner, 'apiVersion') ?? '',
        kind: textAt(owner, 'kind') ?? '',
        name: textAt(owner, 'name') ?? '',
        uid: textAt(owner, 'uid') ?? '',
      }
    : undefined;
}

/** When an object was made, in seconds since 1970; 0 when that is not said. */
export function epochSeconds(metadata: Fields): number {
  const at = Date.parse(textAt(metadata, 'creationTimestamp') ?? '');
  return Number.isNaN(at) ? 0 : Math.floor(at / 1_000);
}
