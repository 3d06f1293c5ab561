import { NotFoundError } from '@backstage/errors';
import { trackRecordOf } from '@mandate/analytics';
import {
  decisionPaths,
  type KindTrackRecord,
  type MandateTrackRecord,
} from '@mandate/plugin-mandate-common';
import type { MandateSpec } from '@mandate/policy';
import type { KernelStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { holdRules } from '../../database/rules/holdRules';
import { mayWiden } from '../../domain/earnedAutonomy/mayWiden';
import type { StoredNarrowing } from '../../domain/earnedAutonomy/narrowing';
import {
  HALF_LIFE_MS,
  type Outcome,
  RECORD_MS,
} from '../../domain/earnedAutonomy/outcome';
import { widerMandate } from '../../domain/earnedAutonomy/widerMandate';
import { actorOf } from '../change/actors';
import type { Caller } from '../change/ChangeService';
import { demand } from '../change/openChange';
import { groupsOfCaller } from '../people/groupsOfCaller';
import type { PeopleDirectory } from '../people/PeopleDirectory';
import type { EarnedAutonomyService } from './EarnedAutonomyService';
import { mandateRef } from '../mandates/mandateRef';

interface MandateToJudge {
  readonly ref: string;
  readonly title: string;
  readonly spec: MandateSpec;
}

/** Reads records from outcomes; widening writes its ledger entry in the same transaction. */
export class DefaultEarnedAutonomyService implements EarnedAutonomyService {
  readonly #store: KernelStore;
  readonly #people: Pick<PeopleDirectory, 'groupsOf'>;

  constructor(store: KernelStore, people: Pick<PeopleDirectory, 'groupsOf'>) {
    this.#store = store;
    this.#people = people;
  }

  readonly trackRecord: EarnedAutonomyService['trackRecord'] = async (
    name,
    { caller },
  ) => {
    const memberOf = await groupsOfCaller(this.#people, caller);
    return this.#store.read(async tx =>
      readRecord(tx, await mandateToJudge(tx, name), caller, memberOf),
    );
  };

  readonly failureRates: EarnedAutonomyService['failureRates'] = () =>
    this.#store.read(async tx => {
      const nowMs = await tx.now();
      const outcomes = await tx.outcomes.since(nowMs - RECORD_MS);
      return decisionPaths.map(path => {
        const { changes, failures, failureRate, interval } = recordOf(
          outcomes.filter(outcome => outcome.path === path),
          nowMs,
        );
        return { path, changes, failures, failureRate, interval };
      });
    });

  readonly widen: EarnedAutonomyService['widen'] = async (
    name,
    { kind, reason },
    { caller },
  ) => {
    const memberOf = await groupsOfCaller(this.#people, caller);
    return this.#store.transaction(async tx => {
      // The owner is the one of the version in force now.
      await holdRules(tx, 'to-change');
      const mandate = await mandateToJudge(tx, name);
      const { ref, title, spec } = mandate;
      demand(
        mayWiden({ caller: caller.proposer, memberOf, owner: spec.owner }),
        'not-allowed',
      );
      const by = caller.proposer.ref;
      if (
        !(await tx.narrowings.widen({ mandate: ref, kind }, { by, reason }))
      ) {
        throw new NotFoundError(
          `Nothing is narrowed in mandate ${title} for ${kind}.`,
        );
      }
      tx.ledger.append({
        kind: 'mandate-changed',
        actor: actorOf(caller.proposer),
        subject: ref,
        data: {
          widened: kind,
          reason,
          words: `Mandate ${title} grants for ${kind} again what is written in it: ${reason}`,
        },
      });
      tx.outbox.add({
        type: 'signal',
        signal: { type: 'mandate', name: ref },
      });
      return readRecord(tx, mandate, caller, memberOf);
    });
  };
}

async function mandateToJudge(
  tx: KernelTransaction,
  name: string,
): Promise<MandateToJudge> {
  const ref = mandateRef(name);
  const stored = await tx.mandates.get(ref);
  const spec = stored?.inForce?.spec;
  if (
    !stored ||
    !spec ||
    'unreadable' in spec ||
    stored.removedAtMs !== undefined
  ) {
    throw new NotFoundError(`There is no mandate ${ref} in force.`);
  }
  return { ref, title: stored.title, spec };
}

async function readRecord(
  tx: KernelTransaction,
  { ref, spec }: MandateToJudge,
  caller: Caller,
  memberOf: readonly string[],
): Promise<MandateTrackRecord> {
  const nowMs = await tx.now();
  const outcomes = await tx.outcomes.since(nowMs - RECORD_MS, { mandate: ref });
  const narrowings = await tx.narrowings.inEffect({ mandate: ref });
  const kinds = [
    ...new Set([...outcomes, ...narrowings].map(({ kind }) => kind)),
  ].toSorted();
  return {
    kinds: kinds.map(kind =>
      kindRecord({
        kind,
        spec,
        outcomes: outcomes.filter(outcome => outcome.kind === kind),
        narrowings: narrowings.filter(narrowing => narrowing.kind === kind),
        nowMs,
      }),
    ),
    mayWiden: mayWiden({
      caller: caller.proposer,
      memberOf,
      owner: spec.owner,
    }),
  };
}

function kindRecord(of: {
  readonly kind: string;
  readonly spec: MandateSpec;
  readonly outcomes: readonly Outcome[];
  readonly narrowings: readonly StoredNarrowing[];
  readonly nowMs: number;
}): KindTrackRecord {
  const { kind, spec, narrowings, nowMs } = of;
  const record = recordOf(of.outcomes, nowMs);
  const narrowed =
    narrowings.find(({ oversight }) => oversight === 'approve') ??
    narrowings[0];
  const proposal = narrowed ? undefined : widerMandate(spec, kind, record);
  return {
    kind,
    ...record,
    ...(narrowed && {
      narrowed: {
        to: narrowed.oversight,
        reason: narrowed.reason,
        since: new Date(narrowed.atMs).toISOString(),
        changeId: narrowed.changeId,
      },
    }),
    ...(proposal && { proposal }),
  };
}

function recordOf(outcomes: readonly Outcome[], nowMs: number) {
  return trackRecordOf(outcomes, { nowMs, halfLifeMs: HALF_LIFE_MS });
}
