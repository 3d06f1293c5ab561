import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  type ChangeDetail,
  type InterventionView,
  isTerminal,
} from '@mandate/plugin-mandate-common';
import { randomUUID } from 'node:crypto';
import type { KernelStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change, ChangeRevision } from '../../domain/change/change';
import { confirmTarget } from '../../domain/change/confirmTarget';
import type { Intervention } from '../../domain/intervention/intervention';
import {
  type InterventionRoles,
  mayBreakGlass,
  mayOverride,
  mayReview,
} from '../../domain/intervention/mayIntervene';
import { actorOf } from '../change/actors';
import type { Caller } from '../change/ChangeService';
import { demand, openChange } from '../change/openChange';
import type { ChangeKindRegistry } from '../kinds/ChangeKindRegistry';
import type { PeopleDirectory } from '../people/PeopleDirectory';
import { waitsInSet } from '../run/heldBySet';
import { interventionMessage, reviewMessage } from './interventionMessages';
import type { InterventionService } from './InterventionService';
import { interventionView } from './interventionView';
import { recordIntervention } from './recordIntervention';

/** What interventions need. */
export interface Intervening {
  readonly store: KernelStore;
  readonly people: PeopleDirectory;
  readonly roles: InterventionRoles;
  readonly kinds: Pick<ChangeKindRegistry, 'find'>;
  /** How long a reviewer has, in milliseconds. */
  readonly reviewWithinMs: number;
  readonly readChange: (id: string, caller: Caller) => Promise<ChangeDetail>;
}

/** Interventions, each with its ledger entry and messages in the same transaction. */
export class DefaultInterventionService implements InterventionService {
  readonly #deps: Intervening;

  constructor(deps: Intervening) {
    this.#deps = deps;
  }

  readonly override: InterventionService['override'] = (
    changeId,
    { reason },
    { caller },
  ) => this.#intervene({ kind: 'override', changeId, reason, caller });

  readonly breakGlass: InterventionService['breakGlass'] = (
    changeId,
    { reason, incident, digest, confirmTarget: typed },
    { caller },
  ) =>
    this.#intervene({
      kind: 'break-glass',
      changeId,
      reason,
      incident,
      digest,
      typed,
      caller,
    });

  readonly list: InterventionService['list'] = (filter, { caller }) =>
    this.#deps.store.read(async tx => {
      const memberOf = await this.#groupsOf(caller);
      const found = await tx.interventions.list(filter);
      return Promise.all(
        found.map(intervention =>
          this.#view(tx, intervention, caller, memberOf),
        ),
      );
    });

  readonly review: InterventionService['review'] = async (
    id,
    { verdict, reason },
    { caller },
  ) => {
    const memberOf = await this.#groupsOf(caller);
    return this.#deps.store.transaction(async tx => {
      const intervention = await tx.interventions.get(id);
      if (!intervention) {
        throw new NotFoundError(`There is no intervention ${id}.`);
      }
      demand(
        mayReview({
          intervention,
          change: await tx.changes.get(intervention.changeId),
          caller: caller.proposer,
          memberOf,
          roles: this.#deps.roles,
        }),
        'not-allowed',
      );
      const review = {
        by: caller.proposer.ref,
        atMs: await tx.now(),
        verdict,
        reason,
      };
      if ((await tx.interventions.review(id, review)) === 'was-reviewed') {
        throw new ConflictError('Somebody has reviewed it already.');
      }
      const reviewed = { ...intervention, review };
      tx.ledger.append({
        kind: 'review-done',
        actor: actorOf(caller.proposer),
        changeId: intervention.changeId,
        data: {
          intervention: id,
          verdict,
          reason,
          words: `The ${kindWords(intervention)} was judged ${verdict.replace(
            '-',
            ' ',
          )}: ${reason}`,
        },
      });
      tx.outbox.add({
        type: 'notification',
        message: reviewMessage(reviewed),
      });
      await signalCalendar(tx);
      return this.#view(tx, reviewed, caller, memberOf);
    });
  };

  async #intervene(request: {
    readonly kind: Intervention['kind'];
    readonly changeId: string;
    readonly reason: string;
    readonly incident?: string;
    /** Of the plan that was looked at. */
    readonly digest?: string;
    /** What was typed to confirm a plan that removes something. */
    readonly typed?: string;
    readonly caller: Caller;
  }): Promise<ChangeDetail> {
    const { kind, changeId, reason, incident, caller } = request;
    const { store, roles, reviewWithinMs, readChange } = this.#deps;
    const memberOf = await this.#groupsOf(caller);
    await store.transaction(async tx => {
      const { change, revision, votes } = await openChange(tx, changeId);
      if (!revision) {
        throw new ConflictError('The change has no plan yet. Try again soon.');
      }
      demandPlanLookedAt(revision, request.digest);
      await tx.interventions.holdPerson(caller.proposer.ref);
      const interventions = await tx.interventions.ofPlan(revision);
      const position = {
        change,
        caller: caller.proposer,
        memberOf,
        roles,
        interventions,
        openReviews: (
          await tx.interventions.unreviewedBreakGlass(caller.proposer.ref)
        ).filter(other => other.changeId !== changeId),
        hold: await tx.runQueue.holdOf(changeId),
      };
      demand(
        kind === 'override' ? mayOverride(position) : mayBreakGlass(position),
        isTerminal(change.state) ? 'conflict' : 'not-allowed',
      );
      if (kind === 'break-glass') {
        this.#demandConfirmed(change, revision, request.typed);
      }
      const nowMs = await tx.now();
      const intervention: Intervention = {
        id: randomUUID(),
        kind,
        changeId,
        revision: revision.number,
        digest: revision.digest,
        by: caller.proposer.ref,
        reason,
        incident,
        // It sets aside what was said before it, also when the clock was set back since.
        atMs: Math.max(
          nowMs,
          ...votes.map(({ votedAtMs }) => votedAtMs),
          ...interventions.map(earlier => earlier.atMs + 1),
        ),
        reviewDueAtMs: nowMs + reviewWithinMs,
      };
      await tx.interventions.insert(intervention);
      const waits =
        kind === 'break-glass' ? await waitsInSet(tx, changeId) : undefined;
      await recordIntervention(tx, change, intervention, {
        caller,
        changeKind: this.#deps.kinds.find(change.kind),
        waits,
      });
      tx.outbox.add({
        type: 'notification',
        message: await interventionMessage(tx, change, intervention, {
          roles,
          waits,
        }),
      });
      await signalCalendar(tx);
    });
    return readChange(changeId, caller);
  }

  /** Who approves a plan that removes something types what it acts on; so does who runs it without approvals. */
  #demandConfirmed(
    change: Change,
    revision: ChangeRevision,
    typed: string | undefined,
  ): void {
    const kind = this.#deps.kinds.find(change.kind);
    const expected = confirmTarget(change, revision, kind);
    if (expected !== undefined && typed !== expected) {
      throw new InputError(
        `This plan removes something. To run it without approvals, type the target's name: ${expected}.`,
      );
    }
  }

  async #view(
    tx: KernelTransaction,
    intervention: Intervention,
    caller: Caller,
    memberOf: readonly string[],
  ): Promise<InterventionView> {
    const change = await tx.changes.get(intervention.changeId);
    const nowMs = await tx.now();
    const { review } = intervention;
    return {
      ...interventionView(intervention, nowMs),
      changeTitle: change?.title ?? intervention.changeId,
      ...(!review && {
        mayReview: mayReview({
          intervention,
          change,
          caller: caller.proposer,
          memberOf,
          roles: this.#deps.roles,
        }),
      }),
    };
  }

  /** A person's groups; somebody who acts with a person's token is not that person. */
  async #groupsOf({ proposer, actedBy }: Caller): Promise<readonly string[]> {
    if (proposer.kind !== 'user' || actedBy !== undefined) {
      return [];
    }
    const groups = await this.#deps.people.groupsOf([proposer.ref]);
    return groups.get(proposer.ref) ?? [];
  }
}

function demandPlanLookedAt(
  { number, digest }: ChangeRevision,
  lookedAt: string | undefined,
): void {
  if (lookedAt !== undefined && lookedAt !== digest) {
    throw new ConflictError(
      `The plan has changed since you looked at it: revision ${number} is the newest, and it has another digest. Look at the new plan, and break the glass again if it still has to run now.`,
    );
  }
}

/** Tells open portals to read the list of interventions again. */
async function signalCalendar(tx: KernelTransaction): Promise<void> {
  tx.outbox.add({ type: 'signal', signal: { type: 'calendar' } });
}

function kindWords({ kind }: Intervention): string {
  return kind === 'override' ? 'override of a freeze' : 'broken glass';
}
