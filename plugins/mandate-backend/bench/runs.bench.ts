import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { ChangeKind } from '@mandate/plugin-mandate-node';
import type { Knex } from 'knex';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { createRunSide } from '../src/service/createRunSide';
import { noClusters } from '../src/service/run/testing/FakeWorld';
import { component, exampleEntities } from '../src/testing/exampleEntities';
import { as, startKernel } from '../src/testing/startKernel';
import { type Figure, onPreferredDatabase } from './database';
import { indexedCatalog } from './indexedCatalog';

const RUNS = Number(process.env.MANDATE_BENCH_RUNS ?? 1_000);
const AT_ONCE = 4;
/** How long all of them are kept in flight and watched. */
const WATCHED_MS = 30_000;
/** A machine that takes longer than this has other work. */
const PATIENCE_MS = 900_000;
const MIB = 1_048_576;

/** Targets whose rollouts begin at once and are ready when they are told to be. */
class Rollouts {
  isReady = false;
  readonly #begun = new Set<string>();
  readonly #lookedAt = new Map<string, number>();
  #longestGapMs = 0;

  kind(): ChangeKind<unknown> {
    const figures = { replicas: 1, cpuCores: 1, memoryGiB: 1, storageGiB: 0 };
    return {
      name: 'roll-out',
      title: 'Roll out',
      description: 'Rolls out.',
      inputSchema: z.unknown(),
      risk: {
        destructive: false,
        touchesIdentity: false,
        touchesData: false,
        irreversibility: 0,
      },
      describe: (_, target) => `Roll out ${target.name}`,
      plan: async ({ target }) => ({
        type: 'planned',
        plan: {
          summary: '1 object',
          objects: [],
          steps: [{ id: target.name, title: 'Apply', effect: true }],
          figures: { before: figures, after: figures },
          images: [],
          template: {
            name: 'roll-out',
            digest: 'sha256:roll-out',
            approved: true,
            classification: 'standard',
            reasons: [],
          },
          baseVersion: '1',
          undo: { words: 'undone', typicalSeconds: 1 },
          verification: { soakSeconds: 0, deadlineSeconds: 3_600 },
        },
      }),
      observeVersion: async () => '1',
      step: (_, id) => ({
        observe: async () =>
          this.#begun.has(id)
            ? { type: 'present', words: 'It began.' }
            : { type: 'absent', words: 'It did not begin.' },
        act: async () => {
          this.#begun.add(id);
          return { type: 'acted' };
        },
      }),
      check: async ({ target }) => {
        this.#look(target.name);
        return [
          {
            id: 'ready',
            title: 'Ready',
            status: this.isReady ? 'passing' : 'pending',
            words: this.isReady ? 'It is.' : 'Not yet.',
          },
        ];
      },
    };
  }

  forgetGaps(): void {
    this.#lookedAt.clear();
    this.#longestGapMs = 0;
  }

  longestGapMs(): number {
    const now = performance.now();
    return Math.max(
      this.#longestGapMs,
      ...[...this.#lookedAt.values()].map(at => now - at),
    );
  }

  #look(name: string): void {
    const now = performance.now();
    const before = this.#lookedAt.get(name) ?? now;
    this.#longestGapMs = Math.max(this.#longestGapMs, now - before);
    this.#lookedAt.set(name, now);
  }
}

/** The most memory that the process had, looked at ten times a second. */
class PeakMemory {
  #peak = 0;
  readonly #timer = setInterval(() => this.#look(), 100);

  peak(): number {
    this.#look();
    return this.#peak;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    this.#peak = Math.max(this.#peak, process.memoryUsage.rss());
  }
}

/**
 * Measures one replica with many runs in flight: each has begun, and verifies at the usual interval until it is told that
 * all is well. Target: 1,000 of them in less than 1 GB.
 */
export function run(): Promise<Figure[]> {
  return onPreferredDatabase(async (database, knex) => {
    const rollouts = new Rollouts();
    const kernel = await startKernel({
      knex,
      catalog: indexedCatalog(entities()),
    });
    kernel.kinds.add(rollouts.kind());
    const logger = mockServices.rootLogger({ level: 'none' });
    const runSide = createRunSide({
      ...kernel,
      clusters: noClusters,
      targets: {
        resolve: reference => Promise.reject(new Error(reference.entityRef)),
        ofEntity: async () => [],
        all: async () => [],
        dependants: async () => [],
      },
      detectors: [],
      remedies: [],
      notifiers: [],
      notifications: { send: async () => {} },
      signals: { publish: async () => {} },
      events: { publish: async () => {} },
      webhooks: [],
      origin: 'bench',
      auth: mockServices.auth(),
      logger,
    });
    kernel.store.onQueuedWork(work => runSide.wake(work));
    const before = process.memoryUsage();
    const memory = new PeakMemory();
    runSide.start();
    try {
      await proposeAll(kernel);
      await until(async () => (await inState(knex, 'verifying')) === RUNS);
      rollouts.forgetGaps();
      const processor = process.cpuUsage();
      await wait(WATCHED_MS);
      const { user, system } = process.cpuUsage(processor);
      const longestGapMs = rollouts.longestGapMs();
      const released = performance.now();
      rollouts.isReady = true;
      await until(async () => (await inState(knex, 'succeeded')) === RUNS);
      const endedMs = performance.now() - released;
      return [
        {
          name: `memory of one replica with ${RUNS} runs in flight, ${database}, peak`,
          value: Math.round(memory.peak() / MIB),
          unit: 'MiB',
        },
        {
          name: 'of which the process had before the first of them',
          value: Math.round(before.rss / MIB),
          unit: 'MiB',
        },
        {
          name: `longest time between two looks at a run, ${database}`,
          value: Math.round(longestGapMs),
          unit: 'ms',
        },
        {
          name: `processor that ${RUNS} runs in verification take, ${database}`,
          value: Math.round((user + system) / WATCHED_MS / 10),
          unit: '%',
        },
        {
          name: `until all ${RUNS} had ended once they were ready, ${database}`,
          value: Math.round(endedMs / 100) / 10,
          unit: 's',
        },
      ];
    } finally {
      memory.stop();
      await runSide.stop();
    }
  });
}

function entities(): readonly Entity[] {
  const mandate: Entity = {
    apiVersion: 'mandate.dev/v1alpha1',
    kind: 'Mandate',
    metadata: { name: 'roll-outs', namespace: 'default', title: 'Roll-outs' },
    spec: {
      owner: 'group:default/platform',
      appliesTo: { environments: ['dev'] },
      grants: [{ changes: ['roll-out'], oversight: 'autonomous' }],
      review: {
        every: 'P1Y',
        by: 'group:default/security',
        lastDone: '2026-11-01',
      },
    },
  };
  return [
    ...exampleEntities.filter(({ kind }) => kind !== 'Mandate'),
    mandate,
    ...Array.from({ length: RUNS }, (_, index) =>
      component(`service-${index}`),
    ),
  ];
}

async function proposeAll(
  kernel: Awaited<ReturnType<typeof startKernel>>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < RUNS) {
        const entityRef = `component:default/service-${next}`;
        next += 1;
        await kernel.changes.propose(
          {
            kind: 'roll-out',
            target: { entityRef, environment: 'dev' },
            input: {},
          },
          as('dana'),
        );
      }
    }),
  );
}

async function inState(knex: Knex, state: string): Promise<number> {
  const [{ count }] = await knex('mandate_changes')
    .where({ state })
    .count({ count: '*' });
  return Number(count);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const endsAt = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > endsAt) {
      throw new Error(`The runs did not come along in ${PATIENCE_MS} ms.`);
    }
    await wait(500);
  }
}
