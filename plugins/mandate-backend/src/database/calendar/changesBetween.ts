import { openChangeStates } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import type { Change } from '../../domain/change/change';
import { changeFromRow } from '../changes/changeRow';
import { optionalInteger } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** A change with when its first effect was intended, if any was. */
export interface TimedChange {
  readonly change: Change;
  readonly startedAtMs?: number;
}

/** More than this nobody reads in a calendar. */
const MAX_CHANGES = 300;

const startSchema = z.object({ started_at: optionalInteger });

/** Changes that are under way, and those that ran and ended within the stretch; the newest first. */
export async function changesBetween(
  tx: KernelTransaction,
  stretch: { readonly fromMs: number; readonly untilMs: number },
): Promise<readonly TimedChange[]> {
  const rows: unknown[] = await tx
    .knex('mandate_changes')
    .leftJoin('mandate_runs', 'mandate_runs.change_id', 'mandate_changes.id')
    .where(matching =>
      matching
        .whereIn('mandate_changes.state', [...openChangeStates])
        .orWhere(ended =>
          ended
            .whereBetween('mandate_changes.ended_at', [
              stretch.fromMs,
              stretch.untilMs,
            ])
            .whereNotNull('mandate_runs.started_at'),
        ),
    )
    .orderBy('mandate_changes.created_at', 'desc')
    .limit(MAX_CHANGES)
    .select('mandate_changes.*', 'mandate_runs.started_at');
  return rows.map(row => ({
    change: changeFromRow(row),
    startedAtMs: startSchema.parse(row).started_at,
  }));
}
