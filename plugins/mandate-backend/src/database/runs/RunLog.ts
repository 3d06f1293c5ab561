import type { RunLogLine } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { byChange } from '../byChange';
import { integerColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** Lines that are kept of a run; older ones go. */
const KEPT_LINES = 300;

const lineSchema = z
  .object({ at: integerColumn, step_id: z.string(), words: z.string() })
  .transform(
    ({ at, step_id: stepId, words }): RunLogLine => ({
      at: new Date(at).toISOString(),
      stepId,
      words,
    }),
  );

/** Adds lines to a run's log. Call after `holdFence`: a lost owner's report is not the run's. */
export async function appendRunLog(
  tx: KernelTransaction,
  changeId: string,
  lines: readonly { readonly stepId: string; readonly words: string }[],
): Promise<void> {
  const table = () => tx.knex('mandate_run_log').where({ change_id: changeId });
  const { last } = z
    .object({ last: integerColumn.nullable() })
    .parse(await table().max({ last: 'line' }).first());
  const next = (last ?? 0) + 1;
  const at = await tx.now();
  await tx.knex('mandate_run_log').insert(
    lines.map(({ stepId, words }, index) => ({
      change_id: changeId,
      line: next + index,
      at,
      step_id: stepId,
      words,
    })),
  );
  await table()
    .where('line', '<=', next + lines.length - 1 - KEPT_LINES)
    .delete();
}

/** The kept lines by change, the oldest first. */
export async function readRunLogs(
  tx: KernelTransaction,
  changeIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RunLogLine[]>> {
  const rows = await tx
    .knex('mandate_run_log')
    .whereIn('change_id', changeIds)
    .orderBy('line');
  const grouped = byChange(rows, row => String(row.change_id));
  return new Map(
    [...grouped].map(([changeId, lines]) => [
      changeId,
      lines.map(line => lineSchema.parse(line)),
    ]),
  );
}
