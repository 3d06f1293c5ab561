import type { BudgetKey } from '@mandate/policy';
import fc from 'fast-check';
import { RunHarness } from '../../service/run/testing/RunHarness';
import {
  type ClockedDatabase,
  HISTORY_BEGINS_MS,
  openSqlite,
} from '../../testing/histories/virtualClock';
import {
  type HistoryServer,
  startPostgresHistories,
} from '../../testing/histories/postgresClock';
import { nextFreeAt } from './BudgetStore';

jest.setTimeout(120_000);

const POSTGRES =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
const WINDOW_MS = 10_000;
const SIZE = 3;
const CHANGES = 3;
const KEYS = ['checkout', 'payment'];

type Event =
  | {
      readonly type: 'reserve';
      readonly change: number;
      readonly key: string;
      readonly amount: number;
    }
  | { readonly type: 'spend' | 'release'; readonly change: number }
  | { readonly type: 'pass'; readonly ms: number };

const anyChange = fc.nat(CHANGES - 1);
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    type: fc.constant('reserve' as const),
    change: anyChange,
    key: fc.constantFrom(...KEYS),
    amount: fc.constantFrom(0.25, 1, 2),
  }),
  fc.record({ type: fc.constant('spend' as const), change: anyChange }),
  fc.record({ type: fc.constant('release' as const), change: anyChange }),
  fc.record({
    type: fc.constant('pass' as const),
    ms: fc.constantFrom(1, 4_000, WINDOW_MS - 1, WINDOW_MS),
  }),
);

interface Share {
  readonly change: number;
  readonly key: string;
  readonly amount: number;
  state: 'held' | 'spent' | 'released';
  spentAtMs?: number;
}

/** The plainest book-keeping of shares. */
class Book {
  readonly #shares: Share[] = [];

  /** Writes down what happens; answers whether there was room for it. */
  note(event: Event, nowMs: number): boolean {
    switch (event.type) {
      case 'reserve': {
        const { change, key, amount } = event;
        const fits = this.used(key, nowMs) + this.held(key) + amount <= SIZE;
        if (fits) {
          this.#shares.push({ change, key, amount, state: 'held' });
        }
        return fits;
      }
      case 'spend':
      case 'release':
        this.#shares
          .filter(
            ({ change, state }) => change === event.change && state === 'held',
          )
          .forEach(share => {
            share.state = event.type === 'spend' ? 'spent' : 'released';
            share.spentAtMs = nowMs;
          });
        return true;
      default:
        return true;
    }
  }

  held(key: string): number {
    return this.#sum(share => share.key === key && share.state === 'held');
  }

  used(key: string, nowMs: number): number {
    return this.#sum(
      share =>
        share.key === key &&
        share.state === 'spent' &&
        (share.spentAtMs ?? 0) > nowMs - WINDOW_MS,
    );
  }

  #sum(counts: (share: Share) => boolean): number {
    return this.#shares
      .filter(counts)
      .reduce((sum, { amount }) => sum + amount, 0);
  }
}

const keyOf = (key: string): BudgetKey => ({
  mandate: 'mandate:default/shop',
  budgetIndex: 0,
  measure: 'changes',
  changes: ['poke'],
  key,
  windowMs: WINDOW_MS,
});

const databases = ['SQLite', ...(POSTGRES ? ['PostgreSQL'] : [])];

describe.each(databases)('budgets, %s', name => {
  let server: HistoryServer | undefined;
  let database: ClockedDatabase;
  let harness: RunHarness;
  let ids: readonly string[];

  beforeAll(async () => {
    if (POSTGRES && name === 'PostgreSQL') {
      server = await startPostgresHistories(POSTGRES);
    }
    database = await (server?.open ?? openSqlite)();
    harness = await RunHarness.create(database.knex);
    const changes = [];
    for (let count = 0; count < CHANGES; count += 1) {
      changes.push(await harness.propose(['a']));
    }
    ids = changes.map(({ id }) => id);
  });
  afterAll(async () => {
    await harness.stop();
    await database.close();
    await server?.close();
  });

  async function begin(): Promise<void> {
    database.setClock(HISTORY_BEGINS_MS);
    await database.knex('mandate_budget_reservations').delete();
  }

  /** Takes a share where the budget has room for it, as a decision does. */
  const reserve = (change: number, key: string, amount: number) =>
    harness.store.transaction(async tx => {
      const [usage] = await tx.budgets.usage([keyOf(key)]);
      const fits = usage.used + usage.held + amount <= SIZE;
      if (fits) {
        await tx.budgets.hold({ id: ids[change], kind: 'poke' }, [
          { ...keyOf(key), amount, limit: SIZE },
        ]);
      }
      return fits;
    });

  /** Has the same happen to the budgets as to a book; answers whether there was room for it. */
  async function happen(event: Event): Promise<boolean> {
    switch (event.type) {
      case 'reserve':
        return reserve(event.change, event.key, event.amount);
      case 'spend':
        await harness.store.transaction(tx =>
          tx.budgets.spend(ids[event.change]),
        );
        return true;
      case 'release':
        await harness.store.transaction(tx =>
          tx.budgets.release(ids[event.change]),
        );
        return true;
      default:
        database.setClock(database.nowMs() + event.ms);
        return true;
    }
  }

  const usages = () =>
    harness.store.transaction(tx => tx.budgets.usage(KEYS.map(keyOf)));

  it('say what the plainest book-keeping says, and are never overspent in any window', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { minLength: 4, maxLength: 30 }),
        async events => {
          await begin();
          const book = new Book();
          for (const event of events) {
            const fits = await happen(event);
            expect(fits).toBe(book.note(event, database.nowMs()));
            const found = await usages();
            const nowMs = database.nowMs();
            expect(found.map(({ used, held }) => ({ used, held }))).toEqual(
              KEYS.map(key => ({
                used: book.used(key, nowMs),
                held: book.held(key),
              })),
            );
            expect(
              Math.max(...found.map(({ used, held }) => used + held)),
            ).toBeLessThanOrEqual(SIZE);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('count what waited for longer than the window from its first effect on', async () => {
    await begin();
    await reserve(0, 'checkout', SIZE);
    database.setClock(database.nowMs() + 2 * WINDOW_MS);
    await harness.store.transaction(tx => tx.budgets.spend(ids[0]));
    const spentAtMs = database.nowMs();
    database.setClock(spentAtMs + WINDOW_MS - 1);
    await expect(reserve(1, 'checkout', 1)).resolves.toBe(false);
    await expect(
      harness.store.transaction(tx => nextFreeAt(tx, keyOf('checkout'))),
    ).resolves.toBe(spentAtMs + WINDOW_MS);
    database.setClock(spentAtMs + WINDOW_MS);
    await expect(reserve(1, 'checkout', 1)).resolves.toBe(true);
  });

  it('leave out what the change itself holds when it is decided again', async () => {
    await begin();
    await reserve(0, 'checkout', 2);
    await reserve(1, 'checkout', 1);
    const usage = (changeId: string) =>
      harness.store.transaction(tx =>
        tx.budgets.usage([keyOf('checkout')], { changeId }),
      );
    await expect(usage(ids[0])).resolves.toMatchObject([{ held: 1 }]);
    await expect(usage(ids[1])).resolves.toMatchObject([{ held: 2 }]);
  });
});
