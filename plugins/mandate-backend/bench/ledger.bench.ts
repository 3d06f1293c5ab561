import type { Knex } from 'knex';
import { mockServices } from '@backstage/backend-test-utils';
import { KernelStore } from '../src/database/KernelStore';
import { Ledger } from '../src/service/ledger/Ledger';
import { LedgerKeys } from '../src/service/ledger/LedgerKeys';
import { ledgerSettings } from '../src/testing/ledgerSettings';
import { type Figure, onEachDatabase } from './database';

/** Entries of the log in which is proved and searched. */
const ENTRIES = Number(process.env.MANDATE_BENCH_ENTRIES ?? 1_000_000);
const WRITERS = 8;
/** As many as proposing, planning, assessing, deciding and running one change give. */
const ENTRIES_OF_A_CHANGE = 20;
const PROOFS = 300;
const SEARCHES = 30;

/** Measures the ledger through each database: recording, proofs in a large log, search in it. */
export function run(): Promise<Figure[]> {
  return onEachDatabase(async (database, knex) => {
    const store = await KernelStore.create({
      database: { getClient: async () => knex },
    });
    const figures = [
      ...(await measureRecording(`${database}, one a transaction`, store, {
        entries: 4_000,
        each: 1,
      })),
      ...(await measureRecording(
        `${database}, one change a transaction`,
        store,
        {
          entries: 60_000,
          each: ENTRIES_OF_A_CHANGE,
        },
      )),
    ];
    figures.push(
      ...(await measureRecording(`${database}, growing to ${ENTRIES}`, store, {
        entries: Math.max(ENTRIES - 64_000, 0),
        each: 500,
      })),
    );
    if (database === 'PostgreSQL') {
      await knex.raw('analyze');
    }
    return [...figures, ...(await measureReading(database, knex, store))];
  });
}

async function measureRecording(
  name: string,
  store: KernelStore,
  of: { readonly entries: number; readonly each: number },
): Promise<Figure[]> {
  const { entries, each } = of;
  const transactions = Math.ceil(entries / each);
  let begun = 0;
  const started = performance.now();
  const processor = process.cpuUsage();
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      while (begun < transactions) {
        const transaction = begun;
        begun += 1;
        await store.transaction(async tx => {
          for (let number = 0; number < each; number += 1) {
            tx.ledger.append(factOf(transaction, number));
          }
        });
      }
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(processor);
  return [
    {
      name: `entries recorded, ${name}, ${WRITERS} writers`,
      value: Math.round((transactions * each) / seconds),
      unit: '/s',
    },
    {
      // Unlike the rate, much the same on a machine that has other work.
      name: `processor time of this process for each, ${name}`,
      value: Math.round((user + system) / (transactions * each)),
      unit: 'µs',
    },
  ];
}

/** One in five by a person. */
function factOf(transaction: number, number: number) {
  const isByPerson = number % 5 === 0;
  const person = `user:default/person-${transaction % 1_000}`;
  return {
    kind: isByPerson ? 'voted' : 'step-observed',
    actor: isByPerson
      ? { type: 'person', ref: person }
      : { type: 'system', ref: 'mandate' },
    changeId: `change-${transaction}`,
    revision: 1,
    subject: `component:default/service-${transaction % 500}`,
    data: {
      step: 'apply',
      objects: 3,
      state: 'running',
      words: isByPerson
        ? `Approved by ${person}.`
        : `Step ${number} of change ${transaction} was observed done.`,
    },
  } as const;
}

async function measureReading(
  database: string,
  knex: Knex,
  store: KernelStore,
): Promise<Figure[]> {
  const logger = mockServices.rootLogger({ level: 'none' });
  const settings = ledgerSettings();
  const keys = await LedgerKeys.create({ settings, store, logger });
  const ledger = new Ledger({ store, keys, origin: settings.origin });
  const { size } = await ledger.checkpoint();
  const [newest] = await knex('mandate_ledger_entries')
    .orderBy('entry_index', 'desc')
    .limit(1);
  const at = Number(newest.at);
  const searches = {
    'by actor': { actor: 'user:default/person-7' },
    'by target': { subject: 'component:default/service-7' },
    'by kind': { kind: 'voted' },
    'by kind that does not occur': { kind: 'freeze' },
    'by an old time': { toMs: at - 60_000_000, fromMs: at - 90_000_000 },
    'by a rare text': { text: 'change 117 observed' },
    'by a frequent text': { text: 'observed done' },
    'by actor, kind and text': {
      actor: 'user:default/person-7',
      kind: 'voted',
      text: 'approved',
    },
  };
  const figures = [
    await measureLatency(
      `inclusion proof in ${size} entries, ${database}`,
      PROOFS,
      count => ledger.inclusionProof(Math.floor((size / PROOFS) * count), size),
    ),
  ];
  for (const [name, conditions] of Object.entries(searches)) {
    figures.push(
      await measureLatency(
        `search ${name} in ${size} entries, ${database}`,
        SEARCHES,
        () => ledger.entries({ ...conditions, limit: 25 }),
      ),
    );
  }
  return figures;
}

async function measureLatency(
  name: string,
  count: number,
  work: (count: number) => Promise<unknown>,
): Promise<Figure> {
  const latencies: number[] = [];
  for (let number = 0; number < count; number += 1) {
    const started = performance.now();
    await work(number);
    latencies.push(performance.now() - started);
  }
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = Math.ceil(sorted.length * 0.95) - 1;
  return {
    name: `${name}, p95`,
    value: Math.round((sorted[at] ?? 0) * 10) / 10,
    unit: 'ms',
  };
}
