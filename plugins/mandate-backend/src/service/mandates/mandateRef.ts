import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';

/** The entity reference of a mandate, from that or from its name alone; throws `NotFoundError` for what is neither. */
export function mandateRef(name: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(name, {
        defaultKind: 'Mandate',
        defaultNamespace: 'default',
      }),
    );
  } catch (error) {
    throw new NotFoundError(
      `There is no mandate '${name}': it is neither a name nor an entity reference.`,
      error,
    );
  }
}
