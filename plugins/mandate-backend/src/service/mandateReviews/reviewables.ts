import { parseEntityRef } from '@backstage/catalog-model';
import type { StoredMandate } from '../../database/mandates/MandateStore';
import { reviewDueAt } from '../mandates/MandateSync';

/** A mandate in force, as far as its review goes. */
export interface ReviewableMandate {
  readonly name: string;
  readonly entityRef: string;
  readonly title: string;
  readonly version: string;
  readonly owner: string;
  readonly every: string;
  readonly reviewers: string;
  readonly dueAtMs: number;
  readonly remindedAtMs?: number;
}

/** The mandates that are in force and can be read; others have no review to be done. */
export function reviewables(
  mandates: readonly StoredMandate[],
): readonly ReviewableMandate[] {
  return mandates.flatMap(mandate => {
    const { inForce, removedAtMs } = mandate;
    const dueAtMs = reviewDueAt(mandate);
    if (
      !inForce ||
      'unreadable' in inForce.spec ||
      dueAtMs === undefined ||
      removedAtMs !== undefined
    ) {
      return [];
    }
    return [
      {
        name: parseEntityRef(mandate.name).name,
        entityRef: mandate.name,
        title: mandate.title,
        version: inForce.version,
        owner: inForce.spec.owner,
        every: inForce.spec.review.every,
        reviewers: inForce.spec.review.by,
        dueAtMs,
        remindedAtMs: mandate.reviewRemindedAtMs,
      },
    ];
  });
}
