import { NotFoundError } from '@backstage/errors';
import {
  type ChangeDetail,
  type Page,
  type Proposer,
} from '@mandate/plugin-mandate-common';
import type { VoteMatch } from '@mandate/policy';
import type { KernelStore } from '../../../database/KernelStore';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import { votableGroups } from '../../../domain/approval/votableGroups';
import { allowedActions } from '../../../domain/change/allowedActions';
import { confirmTarget } from '../../../domain/change/confirmTarget';
import type { Change, ChangeVote } from '../../../domain/change/change';
import { involvedIn } from '../../../domain/decide/eligibility';
import {
  representedBy,
  votingGroups,
} from '../../../domain/delegation/delegation';
import { onPlan } from '../../../domain/intervention/intervention';
import type { InterventionRoles } from '../../../domain/intervention/mayIntervene';
import type { PermittedChanges } from '../../../permissions/ChangeAccess';
import { interventionView } from '../../interventions/interventionView';
import type { ChangeKindRegistry } from '../../kinds/ChangeKindRegistry';
import type { PeopleDirectory } from '../../people/PeopleDirectory';
import type { ApprovalFilter } from '../ChangeService';
import { type ChangeRecord, readRecords } from './ChangeRecord';
import {
  toPause,
  toQuestion,
  toRevision,
  toSummary,
  toTestResults,
} from './changeViews';
import { missingApprovers } from './missingApprovers';
import { matchOf, standingVotes, votesOf } from './standingVotes';

/** Pages that one request for one's own approvals looks through; the next request goes on from there. */
const MAX_PAGES = 20;

/** Changes with their whole story, as one caller sees them. */
export class ChangeReading {
  readonly #store: KernelStore;
  readonly #people: PeopleDirectory;
  readonly #roles: InterventionRoles;
  readonly #kinds: Pick<ChangeKindRegistry, 'find'>;

  constructor(options: {
    readonly store: KernelStore;
    readonly people: PeopleDirectory;
    readonly roles: InterventionRoles;
    readonly kinds: Pick<ChangeKindRegistry, 'find'>;
  }) {
    this.#store = options.store;
    this.#people = options.people;
    this.#roles = options.roles;
    this.#kinds = options.kinds;
  }

  /** Throws `NotFoundError` when there is no such change. */
  async detail(id: string, caller: Proposer): Promise<ChangeDetail> {
    const record = await this.#store.readLedger(async tx => {
      const change = await tx.changes.get(id);
      if (!change) {
        throw new NotFoundError(`There is no change ${id}.`);
      }
      const [found] = await readRecords(tx, [change], caller);
      return found;
    });
    return this.#describe(record, caller);
  }

  /**
   * Changes that wait for approval, oldest first; `mine` keeps those the caller can vote on now. A page of these can hold
   * fewer than `limit`, even none, and not be the last: only one without `nextCursor` is.
   */
  async approvals(
    filter: ApprovalFilter,
    caller: Proposer,
    permitted?: PermittedChanges,
  ): Promise<Page<ChangeDetail>> {
    const limit = filter.limit ?? 25;
    const items: ChangeDetail[] = [];
    if (filter.mine && caller.kind !== 'user') {
      return { items };
    }
    const groups = filter.mine ? await this.#groupsInReach(caller) : undefined;
    let cursor = filter.cursor;
    let pages = 0;
    do {
      const page = await this.#waiting({
        entityRef: filter.entityRef,
        limit: limit - items.length,
        cursor,
        caller,
        groups,
        permitted,
      });
      const details = await Promise.all(
        page.records.map(record => this.#describe(record, caller)),
      );
      items.push(
        ...details.filter(
          ({ allowed }) => !filter.mine || allowed.approve.allowed,
        ),
      );
      cursor = page.nextCursor;
      pages += 1;
    } while (items.length < limit && cursor !== undefined && pages < MAX_PAGES);
    return { items, ...(cursor !== undefined && { nextCursor: cursor }) };
  }

  #waiting(filter: {
    readonly entityRef?: string;
    readonly limit: number;
    readonly cursor?: string;
    readonly caller: Proposer;
    /** Only changes that ask one of these. */
    readonly groups?: readonly string[];
    readonly permitted?: PermittedChanges;
  }) {
    const { entityRef, limit, cursor, caller, groups, permitted } = filter;
    return this.#store.read(async tx => {
      const { items, nextCursor } = await tx.changes.list(
        {
          entityRef,
          limit,
          cursor,
          states: ['awaiting-approval'],
          sort: 'oldest',
        },
        permitted,
      );
      const shown = groups ? await thatAsk(tx, items, groups) : items;
      return { records: await readRecords(tx, shown, caller), nextCursor };
    });
  }

  /** All groups that a person could vote for on some change; on each, rules of its own leave fewer. */
  async #groupsInReach({ ref }: Proposer): Promise<readonly string[]> {
    const delegations = await this.#store.read(tx => tx.delegations.inEffect());
    const delegators = delegations.flatMap(({ delegate, delegator }) =>
      delegate === ref ? [delegator] : [],
    );
    const memberships = await this.#people.groupsOf([ref, ...delegators]);
    return [...memberships.values()].flat();
  }

  async #describe(
    record: ChangeRecord,
    caller: Proposer,
  ): Promise<ChangeDetail> {
    const { change, revisions, votes, nowMs } = record;
    const newest = revisions.find(({ number }) => number === change.revision);
    const standing = newest ? standingVotes(newest, votes) : [];
    const { ownGroups, memberOf } = await this.#rightsOf(
      caller,
      record,
      standing,
    );
    const match = newest ? matchOf(newest, votes) : undefined;
    return {
      ...toSummary(change),
      input: change.input,
      ...(record.changeSet && { changeSet: record.changeSet }),
      ...(newest &&
        match && {
          current: toRevision(newest, votesOf(newest, votes), match),
          confirmTarget: confirmTarget(
            change,
            newest,
            this.#kinds.find(change.kind),
          ),
        }),
      earlier: revisions
        .filter(revision => revision !== newest)
        .map(revision =>
          toRevision(
            revision,
            votesOf(revision, votes),
            matchOf(revision, votes),
          ),
        ),
      steps: record.steps,
      checks: record.checks,
      story: record.story,
      log: record.log,
      questions: record.questions.map(toQuestion),
      ...toTestResults(record.testResults),
      ...(record.pause && { pause: toPause(record.pause) }),
      allowed: allowedActions({
        change,
        revision: newest,
        votes: standing,
        caller,
        memberOf,
        ownGroups,
        nowMs,
        roles: this.#roles,
        interventions: onPlan(record.interventions, newest),
        openReviews: record.openReviews,
        hold: record.hold,
        isPaused: record.pause !== undefined,
        hasOpenQuestion: record.questions.some(({ answer }) => !answer),
      }),
      interventions: record.interventions.map(intervention =>
        interventionView(intervention, nowMs),
      ),
      ...(change.state === 'awaiting-approval' && match
        ? await this.#waitingFor(record, match, standing)
        : { waitingFor: [], delegations: [] }),
    };
  }

  /** A person's own groups, and those they may vote for, delegations included. */
  async #rightsOf(
    caller: Proposer,
    { change, revisions, delegations }: ChangeRecord,
    standing: readonly ChangeVote[],
  ) {
    if (caller.kind !== 'user') {
      return { ownGroups: [], memberOf: [] };
    }
    const { ref } = caller;
    const input = {
      delegations,
      involved: involvedIn(change, revisions.at(0)),
      voted: standing.map(({ voter }) => voter),
    };
    const represented = representedBy(ref, input).map(
      ({ delegator }) => delegator,
    );
    const memberships = await this.#people.groupsOf([ref, ...represented]);
    return {
      ownGroups: memberships.get(ref) ?? [],
      memberOf: votingGroups([ref], memberships, input).get(ref) ?? [],
    };
  }

  async #waitingFor(
    { change, revisions, delegations, nowMs }: ChangeRecord,
    match: VoteMatch,
    standing: readonly ChangeVote[],
  ): Promise<Pick<ChangeDetail, 'waitingFor' | 'delegations'>> {
    const open = match.filled.filter(({ missing }) => missing > 0);
    const members = await this.#people.membersOf(
      open.map(({ group }) => group),
    );
    return missingApprovers({
      open,
      members,
      delegations,
      involved: involvedIn(change, revisions.at(0)),
      voted: new Set(standing.map(({ voter }) => voter)),
      nowMs,
    });
  }
}

/** The changes that ask one of the groups now. Far cheaper than reading the whole of each. */
async function thatAsk(
  tx: KernelTransaction,
  changes: readonly Change[],
  groups: readonly string[],
): Promise<readonly Change[]> {
  const revisions = await tx.revisions.newestOf(changes);
  const votes = await tx.votes.ofChanges(changes.map(({ id }) => id));
  const nowMs = await tx.now();
  return changes.filter(({ id }) => {
    const revision = revisions.get(id);
    if (!revision) {
      return false;
    }
    const standing = standingVotes(revision, votes.get(id) ?? []);
    return (
      votableGroups({ revision, votes: standing, memberOf: groups, nowMs })
        .length > 0
    );
  });
}
