import { NotAllowedError } from '@backstage/errors';
import type { Caller } from '../change/ChangeService';

/**
 * Throws `NotAllowedError` when a plugin acts with a person's token: what lets automation go on, or cannot be taken back,
 * is done by people themselves.
 */
export function demandPresence(
  { actedBy }: Pick<Caller, 'actedBy'>,
  what: string,
): void {
  if (actedBy !== undefined) {
    throw new NotAllowedError(
      `Only people ${what}, and ${actedBy} called with your token. Open the portal and do it there.`,
    );
  }
}
