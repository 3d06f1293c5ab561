import type { Change } from '../../domain/change/change';
import { abortChange } from '../../service/change/controlling/abortChange';
import {
  pauseChange,
  resumeChange,
} from '../../service/change/controlling/pauseChange';
import { resolveChange } from '../../service/change/controlling/resolveChange';
import { withdrawChange } from '../../service/change/controlling/withdrawChange';
import type { Resolution } from '../../service/change/ChangeService';
import { castVote } from '../../service/change/voting/castVote';
import { takeVoteBack } from '../../service/change/voting/takeVoteBack';
import { Finding } from './Finding';
import { COMMANDERS, HistoryKernel } from './HistoryKernel';
import type { HistoryParts } from './HistoryParts';

/** What people may do to a change in a history. The model is told what came of it, and the watcher looks. */
export class HistoryPeople {
  readonly #deps: HistoryParts;

  constructor(deps: HistoryParts) {
    this.#deps = deps;
  }

  async vote(
    change: Change,
    voter: string,
    verdict: 'approve' | 'reject',
    options: { readonly notBeforeMs?: number; readonly isStale?: boolean } = {},
  ): Promise<void> {
    const known = this.#deps.model.of(change.id);
    const { notBeforeMs, isStale = false } = options;
    const { model, nowMs } = this.#deps;
    const eligible = model.mayVote(known, voter, nowMs());
    const castFor = model.groupsFor(voter, known, nowMs());
    const accepted = await this.#deps.chronicle.attempt(
      `${voter} votes ${verdict}`,
      () =>
        castVote(this.#deps.kernel.voting, {
          id: change.id,
          voter: { kind: 'user', ref: voter },
          vote: {
            verdict,
            reason: verdict === 'reject' ? 'It is wrong.' : undefined,
            // Asked for while nobody knows what the kind does.
            confirmTarget: change.target.workload.name,
            revision: change.revision,
            digest: isStale ? 'sha256:other' : known.decided?.digest ?? '',
            ...(notBeforeMs !== undefined && {
              notBefore: new Date(notBeforeMs).toISOString(),
            }),
          },
        }),
    );
    if (accepted && (!eligible || isStale)) {
      throw new Finding(`I3: a vote of ${voter} counts that must not`);
    }
    if (accepted) {
      known.votes.push({
        voter,
        verdict,
        revision: change.revision,
        castFor,
        notBeforeMs,
      });
    }
    await this.#deps.watcher.look();
  }

  /** One vote on all of a set, which counts for each change that asks this person. */
  async voteOnSet(
    id: string,
    voter: string,
    verdict: 'approve' | 'reject',
  ): Promise<void> {
    const { model, chronicle, kernel, watcher, nowMs } = this.#deps;
    const asked = (model.changeSets.get(id)?.members ?? []).filter(
      member => watcher.stateOf(member) === 'awaiting-approval',
    );
    const before = await this.#votersOf(asked);
    const eligible = asked.filter(member =>
      model.mayVote(model.of(member), voter, nowMs()),
    );
    const castFor = new Map(
      asked.map(member => [
        member,
        model.groupsFor(voter, model.of(member), nowMs()),
      ]),
    );
    await chronicle.attempt(`${voter} votes ${verdict} on a set`, () =>
      kernel.voteOnSet(id, voter, verdict),
    );
    const after = await this.#votersOf(asked);
    for (const member of asked) {
      const known = model.changes.get(member);
      const counts =
        after.get(member)?.has(voter) && !before.get(member)?.has(voter);
      if (counts && known) {
        if (!eligible.includes(member)) {
          throw new Finding(
            `I3: a vote of ${voter} on a set counts that must not`,
          );
        }
        known.votes.push({
          voter,
          verdict,
          revision: known.revision,
          castFor: castFor.get(member) ?? new Set(),
        });
      }
    }
    await watcher.look();
  }

  /** Who has a vote on the present plan of each change. */
  async #votersOf(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const votes = await this.#deps.store.read(tx => tx.votes.ofChanges(ids));
    return new Map(
      ids.map(id => [
        id,
        new Set(
          (votes.get(id) ?? [])
            .filter(
              ({ revision, withdrawnAtMs }) =>
                withdrawnAtMs === undefined &&
                revision === this.#deps.model.changes.get(id)?.revision,
            )
            .map(({ voter }) => voter),
        ),
      ]),
    );
  }

  async takeVoteBack(change: Change, voter: string): Promise<void> {
    const known = this.#deps.model.of(change.id);
    const taken = await this.#deps.chronicle.attempt(
      `${voter} takes the vote back`,
      () =>
        takeVoteBack(this.#deps.kernel.voting, {
          id: change.id,
          voter: { kind: 'user', ref: voter },
        }),
    );
    if (taken) {
      known.votes = known.votes.filter(
        vote => vote.voter !== voter || vote.revision !== change.revision,
      );
    }
    await this.#deps.watcher.look();
  }

  async abort(change: Change, by: string): Promise<void> {
    const isAborted = await this.#deps.chronicle.attempt(`${by} aborts`, () =>
      abortChange(this.#deps.store, {
        id: change.id,
        by: { kind: 'user', ref: by },
        reason: 'It is wrong.',
      }),
    );
    const known = this.#deps.model.of(change.id);
    known.isAborted ||= isAborted;
    known.aborts += isAborted ? 1 : 0;
    await this.#deps.watcher.look();
  }

  /** A person has it wait, or lets it go on. */
  async pause(change: Change, by: string): Promise<void> {
    const known = this.#deps.model.of(change.id);
    const isPaused = known.isPaused;
    const request = { id: change.id, by: { kind: 'user', ref: by } } as const;
    const happened = await this.#deps.chronicle.attempt(
      `${by} ${isPaused ? 'lets it go on' : 'has it wait'}`,
      () =>
        isPaused
          ? resumeChange(this.#deps.store, request)
          : pauseChange(this.#deps.store, { ...request, reason: 'Wait.' }),
    );
    known.isPaused = happened ? !isPaused : isPaused;
    await this.#deps.watcher.look();
  }

  async withdraw(change: Change): Promise<void> {
    await this.#deps.chronicle.attempt('The proposer withdraws', () =>
      withdrawChange(this.#deps.store, { id: change.id, by: change.proposer }),
    );
    await this.#deps.watcher.look();
  }

  /** A person decides what becomes of a change that is stuck. */
  async resolve(
    change: Change,
    by: string,
    outcome: Resolution,
  ): Promise<void> {
    const happened = await this.#deps.chronicle.attempt(
      `${by}: ${outcome} it`,
      () =>
        resolveChange(this.#deps.store, {
          id: change.id,
          by: { kind: 'user', ref: by },
          outcome,
          reason: 'I looked at it.',
        }),
    );
    this.#deps.model.of(change.id).isAccepted ||=
      happened && outcome === 'accept';
    await this.#deps.watcher.look();
  }

  async intervene(
    change: Change,
    by: string,
    kind: 'override' | 'breakGlass',
  ): Promise<void> {
    const { interventions } = this.#deps.kernel;
    const caller = HistoryKernel.callerOf(by);
    const happened = await this.#deps.chronicle.attempt(
      `${by} uses ${kind}`,
      () =>
        kind === 'override'
          ? interventions.override(change.id, { reason: 'Urgent.' }, caller)
          : interventions.breakGlass(
              change.id,
              {
                reason: 'Urgent.',
                incident: 'https://incidents.example/1',
                confirmTarget: change.target.workload.name,
              },
              caller,
            ),
    );
    if (happened && !this.#deps.model.groups.get(by)?.has(COMMANDERS)) {
      throw new Finding(`I1: ${by} used ${kind} and may not`);
    }
    const known = this.#deps.model.of(change.id);
    known.isOverridden ||= happened && kind === 'override';
    if (happened && kind === 'breakGlass') {
      Object.assign(known, { isGlassBroken: true, isPaused: false });
    }
    await this.#deps.watcher.look();
  }
}
