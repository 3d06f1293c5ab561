import { NotFoundError } from '@backstage/errors';
import {
  type ChangeDetail,
  type Page,
  plannedStepSchema,
  type Proposer,
  type StepView,
} from '@mandate/plugin-mandate-common';
import { matchVotes, type VoteMatch } from '@mandate/policy';
import type { KernelStore } from '../../../database/KernelStore';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import { readEntries } from '../../../database/ledger/LedgerReader';
import { readChecks, readSteps } from '../../../database/runViews/readRunViews';
import { allowedActions } from '../../../domain/change/allowedActions';
import { confirmTarget } from '../../../domain/change/confirmTarget';
import type {
  Change,
  ChangeRevision,
  ChangeVote,
} from '../../../domain/change/change';
import {
  type Delegation,
  representedBy,
  votingGroups,
} from '../../../domain/delegation/delegation';
import {
  type Intervention,
  onPlan,
} from '../../../domain/intervention/intervention';
import type { InterventionRoles } from '../../../domain/intervention/mayIntervene';
import type { Question } from '../../../database/questions/QuestionStore';
import type { RunHold, RunPause } from '../../../database/runQueue/RunQueue';
import { readRunLog } from '../../../database/runs/RunLog';
import { interventionView } from '../../interventions/DefaultInterventionService';
import { storyItem } from '../../../domain/change/story';
import type { ChangeKindRegistry } from '../../kinds/ChangeKindRegistry';
import type { PeopleDirectory } from '../../people/PeopleDirectory';
import type { ApprovalFilter } from '../ChangeService';
import { toPause, toQuestion, toRevision, toSummary } from './changeViews';
import { missingApprovers } from './missingApprovers';

/** A change's story is at most this long on its page; the ledger has the rest. */
const MAX_STORY = 500;

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
      return readRecord(tx, change, caller);
    });
    return this.#describe(record, caller);
  }

  /** Changes that wait for approval, oldest first; `mine` keeps those the caller can vote on now. */
  async approvals(
    filter: ApprovalFilter,
    caller: Proposer,
  ): Promise<Page<ChangeDetail>> {
    const limit = filter.limit ?? 25;
    const items: ChangeDetail[] = [];
    let cursor = filter.cursor;
    do {
      const page = await this.#waiting({
        entityRef: filter.entityRef,
        limit: limit - items.length,
        cursor,
        caller,
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
    } while (items.length < limit && cursor !== undefined);
    return { items, ...(cursor !== undefined && { nextCursor: cursor }) };
  }

  #waiting(filter: {
    readonly entityRef?: string;
    readonly limit: number;
    readonly cursor?: string;
    readonly caller: Proposer;
  }) {
    const { entityRef, limit, cursor, caller } = filter;
    return this.#store.read(async tx => {
      const { items, nextCursor } = await tx.changes.list({
        entityRef,
        limit,
        cursor,
        states: ['awaiting-approval'],
        sort: 'oldest',
      });
      const records: ChangeRecord[] = [];
      for (const change of items) {
        records.push(await readRecord(tx, change, caller));
      }
      return { records, nextCursor };
    });
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
    { change, delegations }: ChangeRecord,
    standing: readonly ChangeVote[],
  ) {
    if (caller.kind !== 'user') {
      return { ownGroups: [], memberOf: [] };
    }
    const { ref } = caller;
    const input = {
      delegations,
      proposer: change.proposer,
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
    { change, delegations, nowMs }: ChangeRecord,
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
      proposer: change.proposer,
      voted: new Set(standing.map(({ voter }) => voter)),
      nowMs,
    });
  }
}

interface ChangeRecord {
  readonly change: Change;
  readonly revisions: readonly ChangeRevision[];
  readonly votes: readonly ChangeVote[];
  readonly steps: readonly StepView[];
  readonly checks: ChangeDetail['checks'];
  readonly story: ChangeDetail['story'];
  readonly interventions: readonly Intervention[];
  /** The caller's own broken glass elsewhere that nobody reviewed. */
  readonly openReviews: readonly Intervention[];
  readonly hold?: RunHold;
  readonly pause?: RunPause;
  readonly questions: readonly Question[];
  readonly log: ChangeDetail['log'];
  /** Those in effect now, of everybody. */
  readonly delegations: readonly Delegation[];
  readonly nowMs: number;
}

async function readRecord(
  tx: KernelTransaction,
  change: Change,
  caller: Proposer,
): Promise<ChangeRecord> {
  const { id: changeId, revision } = change;
  const revisions = await tx.revisions.all(changeId);
  const entries = await readEntries(tx.knex, {
    changeId,
    // Who looked at it is in the ledger; on the change's page it would bury what happened.
    exceptKind: 'read-of-evidence',
    order: 'oldest-first',
    limit: MAX_STORY,
  });
  const steps = await readSteps(tx, { changeId, revision });
  return {
    change,
    revisions,
    votes: await tx.votes.all(changeId),
    steps: steps.length > 0 ? steps : announcedSteps(revisions),
    checks: await readChecks(tx, changeId),
    story: entries.map(storyItem),
    interventions: await tx.interventions.ofChange(changeId),
    openReviews: (
      await tx.interventions.unreviewedBreakGlass(caller.ref)
    ).filter(other => other.changeId !== changeId),
    hold: await tx.runQueue.holdOf(changeId),
    pause: await tx.runQueue.pauseOf(changeId),
    questions: await tx.questions.ofChange(changeId),
    log: await readRunLog(tx, changeId),
    delegations: await tx.delegations.inEffect(),
    nowMs: await tx.now(),
  };
}

/** Before the run there is only what the plan announces. */
function announcedSteps(
  revisions: readonly ChangeRevision[],
): readonly StepView[] {
  return (revisions[0]?.plan.steps ?? []).map(step => ({
    ...plannedStepSchema.parse(step),
    state: 'pending',
  }));
}

function votesOf(revision: ChangeRevision, votes: readonly ChangeVote[]) {
  return votes.filter(vote => vote.revision === revision.number);
}

function standingVotes(revision: ChangeRevision, votes: readonly ChangeVote[]) {
  return votesOf(revision, votes).filter(
    ({ withdrawnAtMs, digest }) =>
      withdrawnAtMs === undefined && digest === revision.digest,
  );
}

/** With eligibility as it was at the vote; the vote and the gate read it afresh. */
function matchOf(
  revision: ChangeRevision,
  votes: readonly ChangeVote[],
): VoteMatch {
  return matchVotes(
    revision.decision.requirements,
    standingVotes(revision, votes)
      .filter(({ verdict }) => verdict === 'approve')
      .map(({ voter, groups }) => ({ ref: voter, groups })),
  );
}
