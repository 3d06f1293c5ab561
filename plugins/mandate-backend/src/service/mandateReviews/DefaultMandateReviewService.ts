import { ConflictError, NotFoundError } from '@backstage/errors';
import type { MandateReviewView } from '@mandate/plugin-mandate-common';
import { randomUUID } from 'node:crypto';
import type { KernelStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { holdRules } from '../../database/rules/holdRules';
import type { StoredMandate } from '../../database/mandates/MandateStore';
import type { MandateReview } from '../../domain/mandateReview/mandateReview';
import { mayReviewMandate } from '../../domain/mandateReview/mayReviewMandate';
import { actorOf } from '../change/actors';
import type { Caller } from '../change/ChangeService';
import { demand } from '../change/openChange';
import { groupsOfCaller } from '../people/groupsOfCaller';
import type { PeopleDirectory } from '../people/PeopleDirectory';
import { reviewedMessage } from './mandateReviewMessages';
import type { MandateReviewService } from './MandateReviewService';
import { type ReviewableMandate, reviewables } from './reviewables';
import { mandateRef } from '../mandates/mandateRef';

/** Reviews, each with its ledger entry and its message in the same transaction. */
export class DefaultMandateReviewService implements MandateReviewService {
  readonly #store: KernelStore;
  readonly #people: Pick<PeopleDirectory, 'groupsOf'>;

  constructor(store: KernelStore, people: Pick<PeopleDirectory, 'groupsOf'>) {
    this.#store = store;
    this.#people = people;
  }

  readonly list: MandateReviewService['list'] = async ({ caller }) => {
    const memberOf = await groupsOfCaller(this.#people, caller);
    return this.#store.read(tx => views(tx, caller, memberOf));
  };

  readonly review: MandateReviewService['review'] = async (
    name,
    request,
    { caller },
  ) => {
    const memberOf = await groupsOfCaller(this.#people, caller);
    const ref = mandateRef(name);
    return this.#store.transaction(async tx => {
      // Whoever writes the mandate's row meanwhile would write the review before.
      await holdRules(tx, 'to-change');
      const mandate = reviewableOf(ref, await tx.mandates.all());
      const { reviewers } = mandate;
      demand(
        mayReviewMandate({ caller: caller.proposer, memberOf, reviewers }),
        'not-allowed',
      );
      const review: MandateReview = {
        ...request,
        id: randomUUID(),
        mandate: ref,
        by: caller.proposer.ref,
        atMs: await tx.now(),
      };
      await keepReview(tx, review);
      tx.ledger.append({
        kind: 'review-done',
        actor: actorOf(caller.proposer),
        subject: ref,
        data: {
          verdict: review.verdict,
          version: review.version,
          comment: review.comment,
          words: `Mandate ${mandate.title} was reviewed, ${
            review.verdict === 'confirmed'
              ? 'and is confirmed'
              : 'and has to be changed'
          }: ${review.comment}`,
        },
      });
      tx.outbox.add({
        type: 'signal',
        signal: { type: 'mandate', name: ref },
      });
      tx.outbox.add({
        type: 'notification',
        message: reviewedMessage(mandate, review),
      });
      const [view] = await views(tx, caller, memberOf, ref);
      if (!view) {
        throw notInForce(ref);
      }
      return view;
    });
  };
}

function reviewableOf(
  ref: string,
  mandates: readonly StoredMandate[],
): ReviewableMandate {
  const found = reviewables(mandates).find(
    ({ entityRef }) => entityRef === ref,
  );
  if (!found) {
    throw notInForce(ref);
  }
  return found;
}

/** Confirming renews the version in force; that somebody wants a change renews nothing. */
async function keepReview(
  tx: KernelTransaction,
  review: MandateReview,
): Promise<void> {
  const { mandate, version, verdict, atMs } = review;
  const isInForce =
    verdict === 'confirmed'
      ? await tx.mandates.confirm(mandate, version, atMs)
      : (await tx.mandates.get(mandate))?.inForce?.version === version;
  if (!isInForce) {
    throw new ConflictError(
      'Another version of the mandate is in force than the one you looked at. Read it again, then review it.',
    );
  }
  await tx.mandateReviews.insert(review);
}

async function views(
  tx: KernelTransaction,
  caller: Caller,
  memberOf: readonly string[],
  /** Entity ref of the only mandate to show; all without it. */
  only?: string,
): Promise<readonly MandateReviewView[]> {
  const nowMs = await tx.now();
  const latest = await tx.mandateReviews.latest();
  return reviewables(await tx.mandates.all())
    .filter(({ entityRef }) => only === undefined || entityRef === only)
    .toSorted((a, b) => a.dueAtMs - b.dueAtMs)
    .map(mandate => {
      const { name, entityRef, title, version, every, reviewers, dueAtMs } =
        mandate;
      const last = latest.get(entityRef);
      return {
        mandate: name,
        entityRef,
        title,
        version,
        every,
        reviewers,
        dueAt: new Date(dueAtMs).toISOString(),
        overdue: nowMs >= dueAtMs,
        ...(last && {
          lastReview: {
            verdict: last.verdict,
            comment: last.comment,
            by: last.by,
            at: new Date(last.atMs).toISOString(),
            ofVersionInForce: last.version === version,
          },
        }),
        mayReview: mayReviewMandate({
          caller: caller.proposer,
          memberOf,
          reviewers,
        }),
      };
    });
}

function notInForce(ref: string): NotFoundError {
  return new NotFoundError(`There is no mandate ${ref} in force.`);
}
