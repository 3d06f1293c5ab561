import { z } from 'zod';
import { integerColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** What happened to a target before. */
export interface Experience {
  /** How changes of the kind on the target ended. */
  readonly history: { readonly succeeded: number; readonly failed: number };
  /** Changes of any kind that failed on it, and findings that were opened about it, lately. */
  readonly incidents: {
    readonly failedChanges: number;
    readonly findings: number;
  };
  /** Whether the proposer never proposed the kind on the target. */
  readonly proposerIsNew: boolean;
}

const FAILED = ['undone', 'stuck'];

const rowSchema = z.object({
  succeeded: integerColumn,
  failed: integerColumn,
  failed_changes: integerColumn,
  findings: integerColumn,
  earlier: integerColumn,
});

/** Reads the experience with a target in one statement: every decision asks for it. */
export async function readExperience(
  { knex }: KernelTransaction,
  of: {
    readonly kind: string;
    readonly entityRef: string;
    readonly environment: string;
    readonly proposerRef: string;
    /** Since when outcomes count. */
    readonly sinceMs: number;
    /** Since when incidents count. */
    readonly incidentsSinceMs: number;
  },
): Promise<Experience> {
  const target = { entity_ref: of.entityRef, environment: of.environment };
  const changes = () => knex('mandate_changes').where(target);
  const ofKind = () => changes().where({ kind: of.kind });
  const ended = (states: readonly string[]) =>
    ofKind()
      .where('created_at', '>=', of.sinceMs)
      .whereIn('state', states)
      .count('*');
  const [row]: unknown[] = await knex.select({
    succeeded: ended(['succeeded']),
    failed: ended(FAILED),
    failed_changes: changes()
      .where('created_at', '>=', of.incidentsSinceMs)
      .whereIn('state', FAILED)
      .count('*'),
    findings: knex('mandate_findings')
      .where(target)
      .where('first_seen_at', '>=', of.incidentsSinceMs)
      .count('*'),
    earlier: knex
      .from(
        ofKind()
          .where({ proposer_ref: of.proposerRef })
          .select('id')
          .limit(1)
          .as('first'),
      )
      .count('*'),
  });
  const found = rowSchema.parse(row);
  return {
    history: { succeeded: found.succeeded, failed: found.failed },
    incidents: {
      failedChanges: found.failed_changes,
      findings: found.findings,
    },
    proposerIsNew: found.earlier === 0,
  };
}
