import { type ChangeState, isTerminal } from '@mandate/plugin-mandate-common';
import { whyBeyondBudget } from './BudgetModel';
import { hasStopped, type ModelMember, whyNotItsTurn } from './ChangeSetModel';
import { Finding } from './Finding';
import { hasEffect } from './HistoryWorld';
import type { Entry } from './ledgerEntry';
import type { ModelChange } from './ModelChange';
import { type ReferenceModel, strictness } from './ReferenceModel';
import { whyNotWithoutKind } from './whyNotWithoutKind';
import {
  type ReplacingChange,
  whyNotReplaced,
  whyNotSuperseded,
  whyOvertaken,
} from './whyNotReplaced';

/** What the ledger says of a change. */
interface Replayed {
  state?: ChangeState;
  isNeedless?: boolean;
  /** How often a person had it aborted. */
  aborts: number;
  /** `fence/step` of each gate that passed. */
  readonly passes: Set<string>;
}

/** Replays what the ledger tells of changes, and holds each entry against what the reference model knows at that instant. */
export class LedgerReplay {
  readonly #model: ReferenceModel;
  readonly #nowMs: () => number;
  readonly #replayed = new Map<string, Replayed>();
  /** Whether what is recorded now comes from a run whose kind no module brings. */
  isKindMissing: () => boolean = () => false;

  constructor(options: {
    readonly model: ReferenceModel;
    readonly nowMs: () => number;
  }) {
    this.#model = options.model;
    this.#nowMs = options.nowMs;
  }

  /** The state of a change as the ledger tells it. */
  stateOf(id: string): ChangeState {
    return this.#replayed.get(id)?.state ?? 'proposed';
  }

  /** How often a person had the change aborted, as the ledger tells it. */
  abortsOf(id: string): number {
    return this.#replayed.get(id)?.aborts ?? 0;
  }

  /** How a change fares for the others of its set. */
  readonly #memberOf = (id: string): ModelMember => ({
    state: this.stateOf(id),
    isNeedless: this.#replayed.get(id)?.isNeedless ?? false,
  });

  /** Whether a gate passed for this step in this fence. */
  hasPassed(
    id: string,
    { fence, step }: { readonly fence: number; readonly step: string },
  ): boolean {
    return this.#replayed.get(id)?.passes.has(`${fence}/${step}`) ?? false;
  }

  /** Of changes that were let start: whether they replaced what they have to. */
  checkReplacements(started: Iterable<string>): void {
    for (const id of started) {
      const why =
        this.stateOf(id) === 'queued' && whyNotReplaced(id, this.#inOrder());
      if (why) {
        throw new Finding(`It was let start although ${why}`);
      }
    }
  }

  /** An entry of a change that the model knows. Throws {@link Finding} when it must not have been written. */
  hear(id: string, kind: string, entry: Entry): void {
    const { revision, subject, data, actor } = entry;
    const change = this.#model.of(id);
    const replayed = this.#replayed.get(id) ?? {
      passes: new Set<string>(),
      aborts: 0,
    };
    this.#replayed.set(id, replayed);
    const before = this.stateOf(id);
    if (isTerminal(before) && data.state && data.state !== before) {
      throw new Finding(`I9: a change that was ${before} became ${data.state}`);
    }
    replayed.state = data.state ?? replayed.state;
    const notWithoutKind = this.isKindMissing()
      ? whyNotWithoutKind(kind, data, {
          isAborted: change.isAborted,
          hasStopped:
            change.inSet !== undefined &&
            hasStopped(id, change.inSet, this.#memberOf),
        })
      : undefined;
    if (notWithoutKind !== undefined) {
      throw new Finding(`While no module brought its kind, ${notWithoutKind}`);
    }
    const isAbort = kind === 'abort-requested' || data.event === 'aborted';
    if (isAbort && actor.type === 'person') {
      replayed.aborts += 1;
    }
    if (data.event === 'needless') {
      replayed.isNeedless = true;
    }
    if (data.event === 'superseded') {
      const why = whyNotSuperseded(id, this.#inOrder());
      if (why !== undefined) {
        throw new Finding(`It was replaced although ${why}`);
      }
    }
    if (revision !== undefined && revision !== change.revision) {
      Object.assign(change, { revision, hasBegun: false });
      replayed.passes.clear();
    }
    switch (kind) {
      case 'decided':
        this.#judgeDecision(id, change, data);
        break;
      case 'votes-counted':
        if (
          data.event === 'requirements-satisfied' &&
          !this.#model.isComplete(change, this.#nowMs())
        ) {
          throw new Finding(
            'I1: it went on by itself, and its approvals are not complete',
          );
        }
        break;
      case 'gate-passed': {
        const why =
          this.#model.whyNoEffect(change, this.#nowMs()) ??
          (change.isGlassBroken
            ? undefined
            : this.#whyBeyondBudget(id, change)) ??
          this.#whyNotItsTurn(id, change);
        if (why !== undefined) {
          throw new Finding(`A gate passed although ${why}`);
        }
        replayed.passes.add(`${data.fence}/${data.step}`);
        break;
      }
      case 'step-intended':
        if (data.direction === 'do' && hasEffect(data.step ?? '')) {
          this.#model.begin(change, this.#nowMs());
        }
        break;
      case 'mandate-changed':
        if (data.narrowed !== undefined && data.oversight !== undefined) {
          const name = subject?.slice(subject.lastIndexOf('/') + 1);
          this.#model.narrowings.set(
            `${name} ${data.narrowed}`,
            data.oversight,
          );
        }
        break;
      default:
    }
  }

  #whyNotItsTurn(id: string, change: ModelChange): string | undefined {
    return change.inSet && !change.hasBegun
      ? whyNotItsTurn(id, change.inSet, this.#memberOf)
      : undefined;
  }

  #judgeDecision(id: string, change: ModelChange, data: Entry['data']): void {
    const { oversight = 'autonomous', requirements = [] } = data;
    const { expiresAt, digest = '' } = data;
    const freest = this.#model.freestDecision(change);
    if (strictness(oversight) < strictness(freest.oversight)) {
      throw new Finding(
        `I8: decided ${oversight} where ${freest.oversight} is in force`,
      );
    }
    const isMissing = freest.approvals.some(
      ({ group, count }) =>
        !requirements.some(
          found => found.group === group && found.count >= count,
        ),
    );
    if (oversight === 'approve' && isMissing) {
      throw new Finding('I8: decided without an approval that is asked for');
    }
    if (change.inSet && hasStopped(id, change.inSet, this.#memberOf)) {
      throw new Finding('It was decided although its set has stopped');
    }
    const overtaken =
      this.stateOf(id) === 'queued' && whyOvertaken(id, this.#inOrder());
    if (overtaken) {
      throw new Finding(`It runs alone although ${overtaken}`);
    }
    this.#judgeBudget(id, change, data);
    change.decided = {
      oversight,
      requirements,
      digest,
      ...(expiresAt !== undefined && { expiresAtMs: Date.parse(expiresAt) }),
    };
  }

  #judgeBudget(id: string, change: ModelChange, data: Entry['data']): void {
    const { oversight, reservations = [] } = data;
    const shares = reservations.map(({ key, ...share }) => ({
      ...share,
      key: key ?? `proposer:${change.onBehalfOf ?? change.proposer}`,
    }));
    const runsAlone = oversight === 'autonomous' || oversight === 'notify';
    Object.assign(change, {
      shares: runsAlone ? shares : [],
      holdsBudgets: runsAlone,
    });
    const why = this.#whyBeyondBudget(id, change);
    if (why) {
      throw new Finding(`I5: it runs alone although ${why}`);
    }
  }

  /** Why a change that has not begun may not run alone with its shares for the budgets of today (I5). */
  #whyBeyondBudget(id: string, change: ModelChange): string | undefined {
    return change.holdsBudgets
      ? whyBeyondBudget({
          decided: { shares: change.shares, atMs: this.#nowMs() },
          others: [...this.#model.changes]
            .filter(([other]) => other !== id)
            .map(([other, each]) => ({
              change: each,
              state: this.stateOf(other),
            })),
          budgets: new Map(
            [...this.#model.mandates].map(([name, { budgets }]) => [
              `mandate:default/${name}`,
              budgets,
            ]),
          ),
        })
      : undefined;
  }

  /** Changes in the order in which they were proposed. */
  #inOrder(): readonly ReplacingChange[] {
    return [...this.#model.changes].map(([id, change]) => ({
      id,
      change,
      state: this.stateOf(id),
    }));
  }
}
