import type { ChangeState } from '@mandate/plugin-mandate-common';
import { assessmentSchema } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { jsonColumn } from '../columns';
import { containing } from '../containing';
import type { KernelTransaction } from '../KernelTransaction';

/** What is or will soon be changing the world; a change that waits for approval may never. */
const UNDER_WAY: readonly ChangeState[] = [
  'queued',
  'running',
  'verifying',
  'undoing',
  'stuck',
];

/** More than this near one target at once need no exact count. */
const MOST_LOOKED_AT = 100;

const rowSchema = z.object({
  entity_ref: z.string(),
  assessment: jsonColumn(assessmentSchema.pick({ dependants: true })),
});

/** How many changes are under way on a target, on what depends on it, or on what it depends on, in its environment. */
export async function concurrentChanges(
  tx: KernelTransaction,
  of: {
    readonly entityRef: string;
    readonly environment: string;
    readonly dependants: readonly { readonly entityRef: string }[];
  },
): Promise<number> {
  const near = new Set([
    of.entityRef,
    ...of.dependants.map(({ entityRef }) => entityRef),
  ]);
  const rows: unknown[] = await tx
    .knex('mandate_changes as change')
    .join('mandate_revisions as revision', join =>
      join
        .on('revision.change_id', 'change.id')
        .andOn('revision.number', 'change.revision'),
    )
    .whereIn('change.state', [...UNDER_WAY])
    .where('change.environment', of.environment)
    .where(found =>
      found
        .whereIn('change.entity_ref', [...near])
        // Finds too many at most; what is found is read exactly below.
        .orWhereRaw("revision.assessment like ? escape '\\'", [
          containing(JSON.stringify(of.entityRef)),
        ]),
    )
    .limit(MOST_LOOKED_AT, { skipBinding: true })
    .select('change.entity_ref', 'revision.assessment');
  return rows
    .map(row => rowSchema.parse(row))
    .filter(
      ({ entity_ref, assessment }) =>
        near.has(entity_ref) ||
        assessment.dependants.some(
          ({ entityRef }) => entityRef === of.entityRef,
        ),
    ).length;
}
