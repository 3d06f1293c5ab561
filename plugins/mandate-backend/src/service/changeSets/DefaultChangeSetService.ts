import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type {
  ChangeSetView,
  ChangeSetVote,
  Page,
} from '@mandate/plugin-mandate-common';
import type { ChangeSet } from '../../database/changeSets/ChangeSetStore';
import { encodeCursor } from '../../database/cursor';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change, ChangeRevision } from '../../domain/change/change';
import { confirmTarget } from '../../domain/change/confirmTarget';
import { setProgress } from '../../domain/changeSet/setProgress';
import type { Caller } from '../change/ChangeService';
import type { Proposing } from '../change/proposing/proposeChange';
import { toSummary } from '../change/reading/changeViews';
import { castVoteIn, type Voting } from '../change/voting/castVote';
import { demandPresence } from '../operations/demandPresence';
import { documentDigest } from '../plan/planDigest';
import type {
  ChangeSetFilter,
  ChangeSetService,
  CheckedChangeSet,
} from './ChangeSetService';
import { proposeChangeSet } from './proposeChangeSet';

/** A page of sets. */
const DEFAULT_LIMIT = 25;

/** A change of a set with its newest plan. */
interface Member {
  readonly change: Change;
  readonly revision?: ChangeRevision;
}

/** Sets on the database; permissions and audit are decorators around it. */
export class DefaultChangeSetService implements ChangeSetService {
  readonly #proposing: Proposing;
  readonly #voting: Voting;

  constructor(options: {
    readonly proposing: Proposing;
    readonly voting: Voting;
  }) {
    this.#proposing = options.proposing;
    this.#voting = options.voting;
  }

  async propose(
    request: CheckedChangeSet,
    { caller }: { readonly caller: Caller },
  ): Promise<ChangeSetView> {
    return this.get(await proposeChangeSet(this.#proposing, request, caller));
  }

  async list({
    cursor,
    limit = DEFAULT_LIMIT,
  }: ChangeSetFilter): Promise<Page<ChangeSetView>> {
    return this.#proposing.store.read(async tx => {
      const found = await tx.changeSets.list({ cursor, limit: limit + 1 });
      const sets = found.slice(0, limit);
      const items: ChangeSetView[] = [];
      for (const set of sets) {
        items.push(toView(set, await membersOf(tx, set.id)));
      }
      const last = sets.at(-1);
      return {
        items,
        ...(last &&
          found.length > limit && {
            nextCursor: encodeCursor([last.createdAtMs, last.id]),
          }),
      };
    });
  }

  async get(id: string): Promise<ChangeSetView> {
    return this.#proposing.store.read(async tx => {
      const { set, members } = await openSet(tx, id);
      return toView(set, members);
    });
  }

  async vote(
    id: string,
    vote: ChangeSetVote,
    { caller }: { readonly caller: Caller },
  ): Promise<ChangeSetView> {
    demandPresence(caller, 'approve or reject');
    const late = await this.#voting.store.transaction(tx =>
      this.#voteIn(tx, { id, vote, caller }),
    );
    if (late) {
      throw late;
    }
    return this.get(id);
  }

  /** What it returns is to be thrown once that is committed: nothing could be voted on any more, and that is recorded. */
  async #voteIn(
    tx: KernelTransaction,
    cast: {
      readonly id: string;
      readonly vote: ChangeSetVote;
      readonly caller: Caller;
    },
  ): Promise<ConflictError | undefined> {
    const { set, members } = await openSet(tx, cast.id);
    if (members.length < set.size || digestOf(members) !== cast.vote.digest) {
      throw new ConflictError(
        'A plan of this set has changed since you looked at it. Look at the set again and vote on what it is now.',
      );
    }
    let refusal: ConflictError | NotAllowedError | undefined;
    let late: ConflictError | undefined;
    let votes = 0;
    for (const { change, revision } of members) {
      const now = await tx.changes.get(change.id);
      if (now?.state !== 'awaiting-approval' || !revision) {
        continue;
      }
      if (await hasVoted(tx, now, revision, cast.caller)) {
        // On its own page, before: the others still ask this person.
        refusal ??= new ConflictError(
          'You have voted on the changes of this set that ask you already.',
        );
        continue;
      }
      const { verdict, reason, confirmTitle } = cast.vote;
      try {
        const over = await castVoteIn(tx, this.#voting, {
          id: change.id,
          voter: cast.caller.proposer,
          vote: {
            verdict,
            reason,
            revision: revision.number,
            digest: revision.digest,
            ...(confirmTitle === set.title && {
              confirmTarget: confirmTarget(
                change,
                revision,
                this.#voting.kinds.find(change.kind),
              ),
            }),
          },
        });
        late ??= over;
        votes += over ? 0 : 1;
      } catch (error) {
        // Refused before anything was written: others of the set may still ask this person.
        if (!(error instanceof NotAllowedError)) {
          throw error;
        }
        refusal = error;
      }
    }
    if (votes === 0 && !late) {
      throw (
        refusal ??
        new ConflictError('No change of this set waits for approval now.')
      );
    }
    return votes === 0 ? late : undefined;
  }
}

async function hasVoted(
  tx: KernelTransaction,
  change: Change,
  revision: ChangeRevision,
  { proposer }: Caller,
): Promise<boolean> {
  const votes = await tx.votes.standing({
    changeId: change.id,
    revision: revision.number,
    digest: revision.digest,
  });
  return votes.some(({ voter }) => voter === proposer.ref);
}

async function openSet(
  tx: KernelTransaction,
  id: string,
): Promise<{ readonly set: ChangeSet; readonly members: readonly Member[] }> {
  const set = await tx.changeSets.get(id);
  if (!set) {
    throw new NotFoundError(`There is no change set ${id}.`);
  }
  return { set, members: await membersOf(tx, id) };
}

async function membersOf(
  tx: KernelTransaction,
  setId: string,
): Promise<readonly Member[]> {
  const members: Member[] = [];
  for (const changeId of await tx.changeSets.members(setId)) {
    const change = await tx.changes.get(changeId);
    if (change) {
      const revision = await tx.revisions.get(changeId, change.revision);
      members.push({ change, revision });
    }
  }
  return members;
}

/** One digest for all plans, in their order. */
function digestOf(members: readonly Member[]): string {
  return documentDigest(
    members.map(({ change, revision }) => ({
      change: change.id,
      digest: revision?.digest ?? '',
    })),
  );
}

function toView(set: ChangeSet, members: readonly Member[]): ChangeSetView {
  return {
    id: set.id,
    title: set.title,
    proposer: set.proposerRef,
    ordered: set.ordered,
    stopOnFailure: set.stops,
    createdAt: new Date(set.createdAtMs).toISOString(),
    progress: setProgress({
      stops: set.stops,
      size: set.size,
      members: members.map(({ change }) => change),
    }),
    digest: digestOf(members),
    changes: members.map(({ change, revision }) => ({
      ...toSummary(change),
      // One with nothing to do has no plan, and says why.
      plan: revision ? revision.plan.summary : change.statusWords,
    })),
  };
}
