import {
  type Assessment,
  CHANGE_MANDATE_KIND,
  type Plan,
  type Proposer,
  type TargetFacts,
  type TestResult,
} from '@mandate/plugin-mandate-common';
import {
  budgetKeys,
  decide,
  type Decision,
  type DecisionFacts,
  type VoteMatch,
  type Voter,
} from '@mandate/policy';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change, ChangeRevision } from '../../domain/change/change';
import { asksMoreOfAutomation } from '../../domain/decide/asksMoreOfAutomation';
import { decisionFacts } from '../../domain/decide/decisionFacts';
import { narrowingInEffect } from '../../domain/earnedAutonomy/narrowing';
import { RECORD_MS } from '../../domain/earnedAutonomy/outcome';
import { decideMandateChange } from '../../domain/mandateChange/decideMandateChange';
import { setAside } from '../../domain/intervention/intervention';
import type { StoredKillSwitch } from '../../domain/killSwitch/killSwitch';
import { scopeWords } from '../../domain/scope/scopeWords';
import { localTime } from '../../domain/decide/localTime';
import type { ChangeKindRegistry } from '../kinds/ChangeKindRegistry';
import type { PeopleDirectory } from '../people/PeopleDirectory';
import type { KernelSettings } from '../settings/KernelSettings';
import { matchStandingVotes } from './matchStandingVotes';
import { withTodaysTemplate } from './withTodaysTemplate';

/** What is to be decided. */
export interface DecisionRequest {
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly target: TargetFacts;
  readonly proposer: Proposer;
  readonly plan: Plan;
  readonly assessment: Assessment;
  /** Of this very plan. */
  readonly testResults: readonly TestResult[];
  /** The change that asks again: what it holds of budgets does not count against itself. */
  readonly changeId?: string;
}

/** The settings that deciding reads. */
type DeciderSettings = Pick<
  KernelSettings,
  'environments' | 'defaultApprovers'
> & { readonly mandates: Pick<KernelSettings['mandates'], 'approvers'> };

/** What is heard beside the facts. */
interface DecidingOptions {
  /** The change that asks again: what it holds of budgets does not count against itself. */
  readonly changeId?: string;
  readonly killSwitches: readonly StoredKillSwitch[];
}

/** Whether a change may go on today, see {@link Decider.checkToday}. */
export type TodaysVerdict =
  | { readonly type: 'granted' }
  | {
      readonly type: 'not-granted';
      readonly gate: 'G1' | 'G2';
      readonly words: string;
    };

/** Decides with what is in force in a transaction: mandates, budgets, memberships. */
export class Decider {
  readonly #kinds: ChangeKindRegistry;
  readonly #people: PeopleDirectory;
  readonly #settings: DeciderSettings;

  constructor(options: {
    readonly kinds: ChangeKindRegistry;
    readonly people: PeopleDirectory;
    readonly settings: DeciderSettings;
  }) {
    this.#kinds = options.kinds;
    this.#people = options.people;
    this.#settings = options.settings;
  }

  /**
   * Decides. The budgets it depends on stay locked until the transaction ends, so the reservations of the decision
   * can be held in it without anybody taking them first (I5).
   */
  async decide(
    tx: KernelTransaction,
    request: DecisionRequest,
  ): Promise<Decision> {
    return (await this.decideOnFacts(tx, request)).decision;
  }

  /** Decides, and answers what it decided on. */
  async decideOnFacts(
    tx: KernelTransaction,
    request: DecisionRequest,
  ): Promise<{ readonly decision: Decision; readonly facts: DecisionFacts }> {
    const facts = await this.#facts(tx, request);
    const decision =
      request.kind === CHANGE_MANDATE_KIND
        ? this.#decideMandateChange(request)
        : await this.#decideOn(tx, facts, {
            changeId: request.changeId,
            killSwitches: await tx.killSwitches.engaged(),
          });
    return { decision, facts };
  }

  /** Decides on facts that need not belong to a change: what the boundaries card asks. */
  async decideHypothetically(
    tx: KernelTransaction,
    facts: DecisionFacts,
  ): Promise<Decision> {
    return this.#decideOn(tx, facts, {
      killSwitches: await tx.killSwitches.engaged(),
    });
  }

  /** Decides a revision with today's mandates and budgets (G2). Kill switches are a gate of their own (G5). */
  async decideAgain(
    tx: KernelTransaction,
    change: Change,
    revision: ChangeRevision,
  ): Promise<Decision> {
    if (change.kind === CHANGE_MANDATE_KIND) {
      return this.#decideMandateChange({
        plan: revision.plan,
        proposer: change.proposer,
      });
    }
    const facts = await this.#facts(tx, {
      kind: change.kind,
      input: change.input,
      target: change.target,
      proposer: change.proposer,
      plan: revision.plan,
      assessment: revision.assessment,
      testResults: await tx.testResults.ofPlan({
        changeId: change.id,
        digest: revision.digest,
      }),
    });
    return this.#decideOn(tx, facts, {
      changeId: change.id,
      killSwitches: [],
    });
  }

  /** Whether the votes on a revision fill its own requirements, with eligibility read now (G1). */
  async requirementsSatisfied(
    tx: KernelTransaction,
    change: Change,
    revision: ChangeRevision,
  ): Promise<{
    readonly satisfied: boolean;
    readonly match: VoteMatch;
    readonly counting: readonly Voter[];
  }> {
    const { match, counting } = await matchStandingVotes(tx, this.#people, {
      change,
      revision,
      requirements: revision.decision.requirements,
    });
    return {
      satisfied:
        revision.decision.oversight === 'forbid' ? false : match.satisfied,
      match,
      counting,
    };
  }

  /**
   * G1 and G2 together: the revision's decision stands, and deciding again asks for nothing that has not been given.
   * A change that people approved may run although automation alone might not, and runs as they saw it; one whose glass is
   * broken may run unless a mandate forbids it. One that is to run alone is decided again when today people would be told
   * of it, it would be watched for longer, or a budget counts it of which it holds no share; once it has begun, that alone does not take it back.
   */
  async checkToday(
    tx: KernelTransaction,
    change: Change,
    revision: ChangeRevision,
    { hasBegun = false }: { readonly hasBegun?: boolean } = {},
  ): Promise<TodaysVerdict> {
    const { approvals: isGlassBroken } = setAside(
      await tx.interventions.ofPlan(revision),
    );
    if (isGlassBroken) {
      const today = await this.decideAgain(tx, change, revision);
      return today.oversight === 'forbid'
        ? notGrantedToday(today)
        : { type: 'granted' };
    }
    const { satisfied } = await this.requirementsSatisfied(
      tx,
      change,
      revision,
    );
    if (!satisfied) {
      return {
        type: 'not-granted',
        gate: 'G1',
        words:
          'The approvals no longer hold: a vote was taken back, or a voter is no longer a member of the group.',
      };
    }
    const today = await this.decideAgain(tx, change, revision);
    switch (today.oversight) {
      case 'forbid':
        return notGrantedToday(today);
      case 'approve': {
        const { match } = await matchStandingVotes(tx, this.#people, {
          change,
          revision,
          requirements: today.requirements,
        });
        const wasApproved = revision.decision.oversight === 'approve';
        return wasApproved && match.satisfied
          ? { type: 'granted' }
          : notGrantedToday(today);
      }
      default:
        return !hasBegun && revision.decision.oversight !== 'approve'
          ? this.#checkAlone(tx, { change, revision, today })
          : { type: 'granted' };
    }
  }

  /** What is to run alone and has not begun. */
  async #checkAlone(
    tx: KernelTransaction,
    of: {
      readonly change: Change;
      readonly revision: ChangeRevision;
      readonly today: Decision;
    },
  ): Promise<TodaysVerdict> {
    const { change, revision, today } = of;
    if (asksMoreOfAutomation(today, revision.decision)) {
      return notGrantedToday(today);
    }
    return (await tx.budgets.holds(change.id, today.reservations))
      ? { type: 'granted' }
      : {
          type: 'not-granted',
          gate: 'G2',
          words:
            'A mandate of today has a budget of which it holds no share: it was decided under another version.',
        };
  }

  #decideMandateChange(
    of: Pick<DecisionRequest, 'plan' | 'proposer'>,
  ): Decision {
    return decideMandateChange({
      ...of,
      approvers: this.#settings.mandates.approvers,
    });
  }

  async #facts(
    tx: KernelTransaction,
    request: DecisionRequest,
  ): Promise<DecisionFacts> {
    const now = await tx.now();
    const { entityRef, environment } = request.target;
    return decisionFacts({
      kind: this.#kinds.get(request.kind),
      input: request.input,
      plan: request.plan,
      target: request.target,
      proposer: request.proposer,
      assessment: await withTodaysTemplate(tx, request),
      testResults: request.testResults,
      history: await tx.changes.outcomes({
        kind: request.kind,
        entityRef,
        environment,
        sinceMs: now - RECORD_MS,
      }),
      time: localTime(now, this.#zoneOf(environment)),
    });
  }

  async #decideOn(
    tx: KernelTransaction,
    facts: DecisionFacts,
    { changeId, killSwitches }: DecidingOptions,
  ): Promise<Decision> {
    const nowMs = await tx.now();
    const mandates = await tx.mandates.inForce();
    return decide({
      facts,
      mandates,
      budgets: await tx.budgets.usage(
        budgetKeys(mandates, facts, nowMs),
        changeId === undefined ? undefined : { changeId },
      ),
      killSwitches: killSwitches.map(killSwitch => ({
        name: `for ${scopeWords(killSwitch.scope, killSwitch.changes)}`,
        ...killSwitch,
      })),
      narrowings: (await tx.narrowings.inEffect()).map(narrowingInEffect),
      defaultApprovers: this.#settings.defaultApprovers,
      findingErrorsNeedApproval: true,
      nowMs,
    });
  }

  #zoneOf(environment: string): string {
    return (
      this.#settings.environments.find(({ name }) => name === environment)
        ?.timeZone ?? 'UTC'
    );
  }
}

function notGrantedToday({ decidedBy }: Decision): TodaysVerdict {
  return {
    type: 'not-granted',
    gate: 'G2',
    words: `Decided again with today's mandates, it needs more than it was given: ${decidedBy.words}`,
  };
}
