import type { Oversight } from '@mandate/policy';
import type { ModelChangeSet } from './ChangeSetModel';
import { Finding } from './Finding';
import { fills } from './fills';
import type {
  ModelChange,
  ModelMandate,
  ModelVote,
  Requirement,
} from './ModelChange';

const STRICTNESS: readonly Oversight[] = [
  'autonomous',
  'notify',
  'approve',
  'forbid',
];

/**
 * The kernel's rules in their plainest form, with nothing of the kernel in it: it knows what is in force at this
 * instant, and says whether an effect may begin now. It is slow and simple on purpose; where the kernel's page leaves
 * room for stricter answers, it gives the freest one that is allowed.
 */
export class ReferenceModel {
  readonly groups = new Map<string, Set<string>>();
  readonly mandates = new Map<string, ModelMandate>();
  /** What failures took from mandates: the freest that is left, by mandate and kind of change. */
  readonly narrowings = new Map<string, Oversight>();
  readonly killSwitches = new Set<string>();
  readonly changes = new Map<string, ModelChange>();
  readonly changeSets = new Map<string, ModelChangeSet>();
  delegations: {
    readonly id: string;
    readonly delegator: string;
    readonly delegate: string;
    readonly untilMs: number;
  }[] = [];
  isFrozen = false;

  /** A change that nobody has decided yet. */
  propose(
    id: string,
    change: Pick<
      ModelChange,
      'proposer' | 'onBehalfOf' | 'duringFreeze' | 'inSet'
    >,
  ): void {
    change.inSet?.members.push(id);
    this.changes.set(id, {
      ...change,
      revision: 0,
      votes: [],
      isGlassBroken: false,
      isOverridden: false,
      isAborted: false,
      aborts: 0,
      isPaused: false,
      isAccepted: false,
      hasBegun: false,
      shares: [],
      holdsBudgets: false,
      spent: [],
    });
  }

  /** A change that was proposed. Throws {@link Finding} when it never was. */
  of(id: string): ModelChange {
    const change = this.changes.get(id);
    if (!change) {
      throw new Finding(`The model does not know change ${id}`);
    }
    return change;
  }

  /** A step with an effect begins: with the first one, what the change holds of budgets is spent. */
  begin(change: ModelChange, nowMs: number): void {
    if (!change.hasBegun && change.holdsBudgets) {
      change.spent.push({ shares: change.shares, atMs: nowMs });
      change.holdsBudgets = false;
    }
    change.hasBegun = true;
  }

  /** The freest that a decision may be now (I4, I8). */
  freestDecision(change: ModelChange): Omit<ModelMandate, 'budgets'> {
    const strictest = Math.max(
      this.mandates.size === 0 ? strictness('approve') : 0,
      this.killSwitches.size > 0 ? strictness('approve') : 0,
      this.#strictestToday(change),
    );
    return {
      oversight: STRICTNESS[strictest] ?? 'forbid',
      approvals: this.#approvalsOfToday(),
    };
  }

  /** Why no effect of the change may begin now; undefined when it may (G1, G2, G4–G6). */
  whyNoEffect(change: ModelChange, nowMs: number): string | undefined {
    const { decided } = change;
    if (!decided) {
      return 'I1: it was not decided';
    }
    if (change.isAborted) {
      return 'abort wins';
    }
    if (change.isPaused) {
      return 'a person paused it, and none let it go on';
    }
    const strictestToday = this.#strictestToday(change);
    if (strictestToday === strictness('forbid')) {
      return 'I4, G2: a mandate forbids it today';
    }
    if (!change.isGlassBroken) {
      if (!this.areMet(change, decided.requirements, nowMs)) {
        return 'I1, G1: what was decided is not approved';
      }
      const needsPerson = strictestToday === strictness('approve');
      if (needsPerson && decided.oversight !== 'approve') {
        return 'I4, G2: today a person has to approve it, and nobody was asked';
      }
      if (
        needsPerson &&
        !this.areMet(change, this.#approvalsOfToday(), nowMs)
      ) {
        return 'I4, G2: what today asks for is not approved';
      }
      const isUntold =
        strictestToday === strictness('notify') &&
        decided.oversight === 'autonomous';
      if (isUntold && !change.hasBegun) {
        return 'G2: today people are told of it, and nobody was';
      }
      if (this.killSwitches.size > 0 && decided.oversight !== 'approve') {
        return 'I4, G5: automation is stopped';
      }
    }
    const isExpired =
      decided.expiresAtMs !== undefined && decided.expiresAtMs <= nowMs;
    if (isExpired && !change.isGlassBroken && !change.hasBegun) {
      return 'G6: the approval has expired';
    }
    return this.#whyNotNow(change, nowMs);
  }

  /** Whether the standing approvals fill the requirements, by trying every assignment (I3). */
  areMet(
    change: ModelChange,
    requirements: readonly Requirement[],
    nowMs: number,
  ): boolean {
    return fills(
      requirements,
      standing(change)
        .filter(({ verdict }) => verdict === 'approve')
        .map(({ voter }) => ({
          groups: this.groupsFor(voter, change, nowMs),
        })),
    );
  }

  /**
   * Whether a change that waits for approval has to go on by itself: nobody rejected it, and the approvals fill what was
   * decided with no group that the voter was not in at the vote or is not in now.
   */
  isComplete(change: ModelChange, nowMs: number): boolean {
    const { requirements = [], expiresAtMs = Infinity } = change.decided ?? {};
    const votes = standing(change);
    const counting = votes.map(({ voter }) => ({
      groups: this.countsFor(voter, change, nowMs),
    }));
    return (
      votes.length > 0 &&
      votes.every(({ verdict }) => verdict === 'approve') &&
      nowMs < expiresAtMs &&
      fills(requirements, counting)
    );
  }

  /** Of the groups that a vote was cast for, those that its voter may vote for now. */
  countsFor(
    voter: string,
    change: ModelChange,
    nowMs: number,
  ): ReadonlySet<string> {
    const vote = standing(change).find(each => each.voter === voter);
    const now = this.groupsFor(voter, change, nowMs);
    return new Set([...(vote?.castFor ?? [])].filter(group => now.has(group)));
  }

  /** Whether one of the groups that a change needs is a person's. */
  mayVote(change: ModelChange, voter: string, nowMs: number): boolean {
    const groups = this.groupsFor(voter, change, nowMs);
    return (change.decided?.requirements ?? []).some(({ group }) =>
      groups.has(group),
    );
  }

  /** The groups for which a person may vote on a change now; none for who proposed it. */
  groupsFor(
    voter: string,
    change: ModelChange,
    nowMs: number,
  ): ReadonlySet<string> {
    const isOwn = (person: string) =>
      person === change.proposer || person === change.onBehalfOf;
    if (isOwn(voter)) {
      return new Set();
    }
    const voted = new Set(standing(change).map(vote => vote.voter));
    const represented = this.delegations
      .filter(
        ({ delegator, delegate, untilMs }) =>
          delegate === voter &&
          untilMs > nowMs &&
          !isOwn(delegator) &&
          !voted.has(delegator),
      )
      .map(({ delegator }) => delegator);
    return new Set(
      [voter, ...represented].flatMap(person => [
        ...(this.groups.get(person) ?? []),
      ]),
    );
  }

  #whyNotNow(change: ModelChange, nowMs: number): string | undefined {
    if (change.isOverridden || change.isGlassBroken) {
      return undefined;
    }
    const mustHeed = !change.hasBegun || change.duringFreeze !== 'finish';
    if (this.isFrozen && mustHeed) {
      return 'I4, G4: a freeze covers it';
    }
    const isTooEarly = standing(change).some(
      ({ verdict, notBeforeMs }) =>
        verdict === 'approve' && (notBeforeMs ?? 0) > nowMs,
    );
    return isTooEarly && !change.hasBegun
      ? 'G4: it was approved for a later start'
      : undefined;
  }

  /** Of the mandates in force, each with what failures left of it. */
  #strictestToday({ duringFreeze: kind }: ModelChange): number {
    return Math.max(
      ...[...this.mandates].map(([name, { oversight }]) =>
        Math.max(
          strictness(oversight),
          strictness(this.narrowings.get(`${name} ${kind}`) ?? 'autonomous'),
        ),
      ),
    );
  }

  /** The union of what mandates ask for; of equal groups the larger count. */
  #approvalsOfToday(): readonly Requirement[] {
    const counts = new Map<string, number>();
    for (const { oversight, approvals } of this.mandates.values()) {
      for (const { group, count } of oversight === 'approve' ? approvals : []) {
        counts.set(group, Math.max(count, counts.get(group) ?? 0));
      }
    }
    return [...counts].map(([group, count]) => ({ group, count }));
  }
}

/** From 0, free, to 3, strict. */
export function strictness(oversight: Oversight): number {
  return STRICTNESS.indexOf(oversight);
}

function standing({ votes, revision }: ModelChange): readonly ModelVote[] {
  return votes.filter(vote => vote.revision === revision);
}
