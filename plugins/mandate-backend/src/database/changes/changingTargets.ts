import type { TargetReference } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import type { KernelTransaction } from '../KernelTransaction';

const rowSchema = z.object({ entity_ref: z.string(), environment: z.string() });

/** Tells whether a target is being changed. */
export type ChangingTargets = (target: TargetReference) => boolean;

/** The targets that a run is changing, verifying or putting back at this moment. */
export async function changingTargets(
  tx: KernelTransaction,
): Promise<ChangingTargets> {
  const rows: unknown[] = await tx
    .knex('mandate_changes')
    .whereIn('state', ['running', 'verifying', 'undoing'])
    .distinct('entity_ref', 'environment');
  const keys = new Set(
    rows.map(row => {
      const { entity_ref, environment } = rowSchema.parse(row);
      return key({ entityRef: entity_ref, environment });
    }),
  );
  return target => keys.has(key(target));
}

function key({ entityRef, environment }: TargetReference): string {
  return `${environment} ${entityRef}`;
}
