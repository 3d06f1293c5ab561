import { identityProjection } from './testing/identityProjection';
import { type Faults, ModelCluster, NO_FAULTS } from './testing/ModelCluster';
import { seededRandom, VirtualClock } from './testing/VirtualClock';
import { Reflector } from './Reflector';

jest.setTimeout(600_000);

const MINUTE_MS = 60_000;
/** Set `MANDATE_REFLECTOR_EVENTS=100000` for the long proof. */
const EVENTS = Number(process.env.MANDATE_REFLECTOR_EVENTS ?? 2_000);
const RESYNC_MS = 60 * MINUTE_MS;

const everyFault: Faults = {
  refuse: 0.1,
  cut: 0.02,
  repeat: 0.05,
  expire: 0.05,
  lose: 0,
};

function setUp(options: {
  readonly seed: number;
  readonly changes?: number;
  readonly faults?: Faults;
}) {
  const { seed, changes = 0, faults = NO_FAULTS } = options;
  const clock = new VirtualClock();
  const cluster = new ModelCluster({
    random: seededRandom(seed),
    changes,
    faults,
  });
  const reflector = new Reflector({
    source: cluster,
    project: identityProjection,
    clock,
    random: seededRandom(seed + 1_000),
    resyncMs: RESYNC_MS,
  });
  /** Resolves at the first quiet moment at which a condition holds. */
  const quietWhen = (condition: () => boolean) =>
    new Promise<void>(resolve => {
      cluster.onQuiet = () => {
        if (condition()) {
          resolve();
        }
      };
    });
  const kept = () =>
    [...reflector.values()]
      .map(
        ({ namespace, name, uid, version }) =>
          `${namespace}/${name} ${uid} ${version}`,
      )
      .sort();
  return { clock, cluster, reflector, quietWhen, kept };
}

describe('the cache equals a fresh list at the end', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'of random changes over cut, refused, repeated and expired requests (seed %d)',
    async seed => {
      const { clock, cluster, reflector, quietWhen, kept } = setUp({
        seed,
        changes: EVENTS,
        faults: everyFault,
      });
      cluster.streams = seed % 2 === 0;
      cluster.onRequest = () => {
        clock.advance(100);
        if (cluster.remaining === 0) {
          cluster.faults = NO_FAULTS;
        }
      };
      const isQuiet = quietWhen(
        () => cluster.remaining === 0 && cluster.faults === NO_FAULTS,
      );
      reflector.start();
      await isQuiet;
      await reflector.stop();
      expect(kept()).toEqual(cluster.fresh());
      expect(reflector.size).toBe(cluster.objects.size);
    },
  );

  it.each([1, 2, 3])(
    'after a server lost events, when the next resync is over (seed %d)',
    async seed => {
      const { clock, cluster, reflector, quietWhen, kept } = setUp({
        seed,
        changes: 500,
        faults: { ...NO_FAULTS, lose: 0.3 },
      });
      const isQuiet = quietWhen(() => cluster.remaining === 0);
      reflector.start();
      await isQuiet;
      const lists = cluster.lists;
      clock.advance(RESYNC_MS);
      const isListed = quietWhen(() => cluster.lists > lists);
      await isListed;
      await reflector.stop();
      expect(kept()).toEqual(cluster.fresh());
    },
  );
});

describe('an outage of ten minutes', () => {
  it('is told with since when and why, is not hammered on, and leaves no difference', async () => {
    const { clock, cluster, reflector, quietWhen, kept } = setUp({
      seed: 7,
      changes: 2_000,
    });
    const isReady = quietWhen(() => reflector.size > 10);
    reflector.start();
    await isReady;
    const began = clock.now();
    let asked = 0;
    const statuses = new Set<string>();
    cluster.onRequest = () => {
      const isOut = clock.now() - began < 10 * MINUTE_MS;
      cluster.faults = { ...NO_FAULTS, refuse: isOut ? 1 : 0 };
      asked += isOut ? 1 : 0;
      const status = reflector.status();
      statuses.add(
        status.type === 'failing'
          ? `failing since ${status.since - began}: ${status.words}`
          : status.type,
      );
    };
    await quietWhen(() => clock.now() - began > 10 * MINUTE_MS);
    await reflector.stop();
    expect([...statuses]).toEqual([
      'synced',
      'failing since 0: The connection was cut.',
    ]);
    expect(asked).toBeGreaterThan(15);
    expect(asked).toBeLessThan(60);
    expect(kept()).toEqual(cluster.fresh());
    expect(reflector.status().type).toBe('synced');
  });
});

describe('a storm of expired versions', () => {
  it.each([true, false])(
    'lists again and again ever more slowly, and converges (streams: %s)',
    async streams => {
      const { clock, cluster, reflector, quietWhen, kept } = setUp({
        seed: 11,
        changes: 3_000,
      });
      cluster.streams = streams;
      const isReady = quietWhen(() => reflector.size > 10);
      reflector.start();
      await isReady;
      const began = clock.now();
      const before = cluster.lists;
      let during = 0;
      cluster.onRequest = () => {
        const isStorm = clock.now() - began < 5 * MINUTE_MS;
        cluster.faults = { ...NO_FAULTS, expire: isStorm ? 1 : 0 };
        during = isStorm ? cluster.lists - before : during;
      };
      await quietWhen(() => clock.now() - began > 5 * MINUTE_MS);
      await reflector.stop();
      expect(during).toBeLessThan(40);
      expect(kept()).toEqual(cluster.fresh());
    },
  );
});

describe('waitFor', () => {
  it('resolves once the version was heard of, and what is read then holds it', async () => {
    const { cluster, reflector } = setUp({ seed: 3, changes: 200 });
    const waiting = new Promise<void>(resolve => {
      cluster.onRequest = () => {
        cluster.onRequest = () => {};
        reflector
          .waitFor({ version: '150', timeoutMs: 1 })
          .then(() => resolve());
      };
    });
    reflector.start();
    await waiting;
    expect(await reflector.waitFor({ version: '150', timeoutMs: 1 })).toBe(
      'reached',
    );
    expect([...reflector.values()].length).toBeGreaterThan(0);
    await reflector.stop();
  });

  it('is late for a version that does not come', async () => {
    const { reflector, quietWhen } = setUp({ seed: 3, changes: 10 });
    const isQuiet = quietWhen(() => true);
    reflector.start();
    await isQuiet;
    expect(await reflector.waitFor({ version: '9999', timeoutMs: 1 })).toBe(
      'late',
    );
    await reflector.stop();
  });
});
