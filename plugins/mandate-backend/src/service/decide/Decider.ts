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
} from '@mandate/policy';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { isRejected } from '../../domain/approval/rejection';
import type { Change, ChangeRevision } from '../../domain/change/change';
import { decisionFacts } from '../../domain/decide/decisionFacts';
import { narrowingInEffect } from '../../domain/earnedAutonomy/narrowing';
import { RECORD_MS } from '../../domain/earnedAutonomy/outcome';
import { decideMandateChange } from '../../domain/mandateChange/decideMandateChange';
import type { StoredKillSwitch } from '../../domain/killSwitch/killSwitch';
import { scopeWords } from '../../domain/scope/scopeWords';
import { localTime } from '../../domain/decide/localTime';
import type { ChangeKindRegistry } from '../kinds/ChangeKindRegistry';
import type { PeopleDirectory } from '../people/PeopleDirectory';
import type { KernelSettings } from '../settings/KernelSettings';
import { checkToday, type TodaysVerdict } from './checkToday';
import { matchStandingVotes } from './matchStandingVotes';
import {
  type RequirementsFilled,
  requirementsSatisfied,
} from './requirementsSatisfied';
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

  /**
   * Decides a revision with today's mandates and budgets (G2). Kill switches are a gate of their own (G5), and are heard
   * only by whoever is about to give up votes for the outcome.
   */
  async decideAgain(
    tx: KernelTransaction,
    change: Change,
    revision: ChangeRevision,
    {
      hearsKillSwitches = false,
    }: { readonly hearsKillSwitches?: boolean } = {},
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
      killSwitches: hearsKillSwitches ? await tx.killSwitches.engaged() : [],
    });
  }

  /** Whether the votes on a revision fill its own requirements, with eligibility read now (G1). */
  async requirementsSatisfied(
    tx: KernelTransaction,
    change: Change,
    revision: ChangeRevision,
  ): Promise<RequirementsFilled> {
    return requirementsSatisfied(tx, this.#people, { change, revision });
  }

  /** Whether a change may go on today (G1 and G2), see {@link checkToday}. */
  async checkToday(
    tx: KernelTransaction,
    change: Change,
    revision: ChangeRevision,
    { hasBegun = false }: { readonly hasBegun?: boolean } = {},
  ): Promise<TodaysVerdict> {
    return checkToday(tx, {
      change,
      revision,
      hasBegun,
      people: this.#people,
      decideAgain: () => this.decideAgain(tx, change, revision),
    });
  }

  /**
   * Whether the rejections that stand end the change under today's mandates, with eligibility read now. While no module
   * brings its kind nothing is decided again, so they do not.
   */
  async isRejectedToday(
    tx: KernelTransaction,
    change: Change,
    revision: ChangeRevision,
  ): Promise<boolean> {
    if (!this.#kinds.find(change.kind)) {
      return false;
    }
    const { requirements } = await this.decideAgain(tx, change, revision);
    const { rejecting } = await matchStandingVotes(tx, this.#people, {
      change,
      revision,
      requirements,
    });
    return isRejected(requirements, rejecting);
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
      kind: this.#kinds.ofExisting(request.kind),
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
