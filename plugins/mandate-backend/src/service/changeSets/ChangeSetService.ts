import type {
  ChangeSetVote,
  ChangeSetView,
  changeSetRequestSchema,
  Page,
} from '@mandate/plugin-mandate-common';
import type { z } from 'zod';
import type { Caller } from '../change/ChangeService';

/** A request as checked, with its defaults. */
export type CheckedChangeSet = z.output<typeof changeSetRequestSchema>;

/** Which page of sets. */
export interface ChangeSetFilter {
  readonly cursor?: string;
  readonly limit?: number;
}

/** Changes of several targets that are proposed, approved and run together. */
export interface ChangeSetService {
  /**
   * Proposes all changes of a set, when all can be planned. None starts before all are proposed; when one cannot be, the
   * others are cancelled.
   * The same idempotency key with the same content gives the same set back; a set that was given up keeps no key.
   *
   * @throws ConflictError when the key was used for another content; and what proposing a change throws.
   */
  propose(
    request: CheckedChangeSet,
    options: { readonly caller: Caller },
  ): Promise<ChangeSetView>;
  /** Sets, the newest first. A page can hold fewer than `limit`: only one without `nextCursor` is the last. */
  list(
    filter: ChangeSetFilter,
    options: { readonly caller: Caller },
  ): Promise<Page<ChangeSetView>>;
  /** @throws NotFoundError when there is no such set. */
  get(id: string, options: { readonly caller: Caller }): Promise<ChangeSetView>;
  /**
   * Votes on every change of the set that the caller is asked about, or on none.
   *
   * @throws ConflictError when a plan of the set is another one than the caller saw; and what voting throws.
   */
  vote(
    id: string,
    vote: ChangeSetVote,
    options: { readonly caller: Caller },
  ): Promise<ChangeSetView>;
}
