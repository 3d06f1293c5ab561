import { KernelStore } from '../../database/KernelStore';
import { type HistoryOutcome, liveThrough } from './randomHistory';
import type { ClockedDatabase } from './virtualClock';

/** A large database makes later histories slower than earlier ones. */
const HISTORIES_PER_DATABASE = 100;

/** How many histories were lived through, and those that broke an invariant. */
export interface HistoriesReport {
  readonly lived: number;
  readonly seconds: number;
  /** Of the processor, in this process. */
  readonly processorSeconds: number;
  readonly broken: readonly Extract<HistoryOutcome, { type: 'broken' }>[];
}

/** Lives through histories with seeds from `firstSeed` on, until there are enough, time is up, or five are broken. */
export async function liveHistories(options: {
  readonly open: () => Promise<ClockedDatabase>;
  readonly firstSeed: number;
  readonly count: number;
  readonly maximumSeconds: number;
}): Promise<HistoriesReport> {
  const { open, firstSeed, count, maximumSeconds } = options;
  const began = performance.now();
  const processorBegan = process.cpuUsage();
  const broken: Extract<HistoryOutcome, { type: 'broken' }>[] = [];
  const secondsSince = () => (performance.now() - began) / 1_000;
  let lived = 0;
  const isOver = () =>
    lived >= count || broken.length >= 5 || secondsSince() >= maximumSeconds;
  while (!isOver()) {
    const database = await open();
    try {
      const store = await KernelStore.create({
        database: {
          getClient: async () => database.knex,
          migrations: { skip: true },
        },
      });
      let firstIndex = 0;
      for (
        let inThis = 0;
        inThis < HISTORIES_PER_DATABASE && !isOver();
        inThis += 1
      ) {
        const outcome = await liveThrough(firstSeed + lived, {
          database,
          store,
          firstIndex,
        });
        lived += 1;
        if (outcome.type === 'broken') {
          broken.push(outcome);
          break;
        }
        firstIndex = outcome.nextIndex;
        // As what has been delivered: nobody reads it in the next history.
        await database.knex('mandate_outbox').delete();
      }
    } finally {
      await database.close();
    }
  }
  const { user, system } = process.cpuUsage(processorBegan);
  return {
    lived,
    seconds: secondsSince(),
    processorSeconds: (user + system) / 1_000_000,
    broken,
  };
}
