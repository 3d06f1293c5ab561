import { VirtualClock } from '../testing/VirtualClock';
import { LEASE_MS, type ObservedLease } from './leaseDecision';
import { LeaseShards } from './LeaseShards';
import type { LeaseStore } from './LeaseStore';

const clusters = ['a', 'b', 'c', 'd'];

/** Leases in memory, which refuse a write to another version than the present one. */
class MemoryLeases implements LeaseStore {
  readonly leases = new Map<string, ObservedLease>();
  readonly unreachable = new Set<string>();
  private version = 0;

  async read(cluster: string): Promise<ObservedLease> {
    if (this.unreachable.has(cluster)) {
      throw new Error('It does not answer.');
    }
    return this.leases.get(cluster) ?? { holder: '', version: '' };
  }

  async write(cluster: string, lease: ObservedLease, holder: string) {
    // In one go, as an API server does.
    if ((this.leases.get(cluster)?.version ?? '') !== lease.version) {
      return undefined;
    }
    this.version += 1;
    this.leases.set(cluster, { holder, version: `${this.version}` });
    return `${this.version}`;
  }
}

function setUp() {
  const clock = new VirtualClock();
  const store = new MemoryLeases();
  const replica = (self: string) =>
    new LeaseShards({ self, store, clusters: () => clusters, clock });
  const held = (shards: LeaseShards) =>
    clusters.filter(cluster => shards.holds(cluster));
  return { clock, store, replica, held };
}

it('replicas that start together share the clusters, and no cluster has two', async () => {
  const { clock, replica, held } = setUp();
  const replicas = [replica('one'), replica('two')];
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(replicas.map(shards => shards.look()));
    clock.advance(1_000);
    const all = replicas.flatMap(held);
    expect(new Set(all).size).toBe(all.length);
  }
  expect(replicas.flatMap(held).sort()).toEqual(clusters);
  expect(replicas.every(shards => held(shards).length >= 1)).toBe(true);
});

it('what a replica held that is gone goes to another one, and not before its time', async () => {
  const { clock, replica, held } = setUp();
  const [gone, other] = [replica('gone'), replica('other')];
  for (let round = 0; round < 4; round += 1) {
    await gone.look();
  }
  await other.look();
  expect(held(gone)).toEqual(clusters);
  expect(held(other)).toEqual([]);
  clock.advance(LEASE_MS - 1);
  await other.look();
  expect(held(gone)).toEqual([]);
  expect(held(other)).toEqual([]);
  clock.advance(1);
  for (let round = 0; round < 4; round += 1) {
    await other.look();
  }
  expect(held(other)).toEqual(clusters);
});

it('a cluster that does not answer is nobody’s, and keeps none of the others', async () => {
  const { clock, store, replica, held } = setUp();
  const shards = replica('one');
  for (let round = 0; round < 4; round += 1) {
    await shards.look();
  }
  store.unreachable.add('b');
  clock.advance(LEASE_MS / 2);
  await shards.look();
  clock.advance(LEASE_MS / 2);
  await shards.look();
  expect(held(shards)).toEqual(['a', 'c', 'd']);
});
