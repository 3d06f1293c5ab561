import { isSqlite } from '../dialect';
import type { KernelTransaction } from '../KernelTransaction';

/** Any number that no other advisory lock of this database has. */
const RULES_LOCK = 7_262_331;

/**
 * Orders gates and changes of the rules they read (mandates, kill switches, change windows, delegations). Whoever
 * changes a rule holds it `to-change`, a gate holds it `to-judge`, both until their transactions end: so a gate either
 * sees the new rule, or its intent is in the ledger before the rule is (I4). Gates do not wait for each other. SQLite
 * has one writer at a time and needs no lock.
 *
 * Take it after the locks on changes and runs, and before budgets and the ledger.
 */
export async function holdRules(
  tx: KernelTransaction,
  purpose: 'to-judge' | 'to-change',
): Promise<void> {
  if (isSqlite(tx.knex)) {
    return;
  }
  await tx.knex.raw(
    purpose === 'to-judge'
      ? 'select pg_advisory_xact_lock_shared(?)'
      : 'select pg_advisory_xact_lock(?)',
    [RULES_LOCK],
  );
}
