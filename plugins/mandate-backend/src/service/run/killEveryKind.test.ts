import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  type EmbeddedCluster,
  FAST_TIMING,
  startEmbeddedCluster,
} from '@mandate/embedded-cluster';
import {
  type CrashCase,
  crashCases,
  killedElsewhere,
} from './testing/crash/crashCases';
import { CrashSite } from './testing/crash/CrashSite';
import { CrashWorld } from './testing/crash/CrashWorld';
import { type HostedKinds, hostKinds } from './testing/crash/hostedKinds';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

/**
 * Of the boundaries each so many-th is died at, unless `MANDATE_KILL_EVERYWHERE` asks for all; on SQLite also all around
 * writes to the cluster.
 */
const STRIDE = process.env.MANDATE_KILL_EVERYWHERE ? 1 : 4;

it.each(killedElsewhere)(
  'a change of kind $kind is killed where its module is',
  async ({ kind, test, name }) => {
    expect(crashCases.map(({ kind: inTable }) => inTable)).not.toContain(kind);
    const path = resolvePath(__dirname, '../../../..', test);
    expect(await readFile(path, 'utf8')).toContain(name);
  },
);

describe.each(databases.eachSupportedId())(
  'A change killed at any boundary (I1, I2, I6), %s',
  databaseId => {
    let folder: string;
    let cluster: EmbeddedCluster;
    let hosted: HostedKinds;
    let world: CrashWorld;

    beforeAll(async () => {
      cluster = await startEmbeddedCluster({
        host: '127.0.0.1',
        timing: FAST_TIMING,
      });
      folder = await mkdtemp(join(tmpdir(), 'mandate-kill-'));
      const kubeconfig = join(folder, 'config');
      cluster.writeKubeconfig(kubeconfig);
      hosted = await hostKinds(kubeconfig);
      const knex = await databases.init(databaseId);
      world = await CrashWorld.start({ knex, hosted });
    });
    afterAll(async () => {
      await hosted?.stop();
      await cluster?.close();
      await rm(folder, { recursive: true, force: true });
    });

    it('is of a kind in the table', () => {
      const inTable = new Set(crashCases.map(({ kind }) => kind));
      expect([...world.kinds].sort()).toEqual([...inTable].sort());
    });

    it.each(crashCases.map(one => [nameOf(one), one] as const))(
      'does each effect once, and loses none: %s',
      async (name, crashCase) => {
        const requestOn = (site: CrashSite) => ({
          kind: crashCase.kind,
          ...crashCase.request(site),
        });
        const siteOf = (number: number) =>
          new CrashSite({
            name: `${name.replaceAll(' ', '-')}-${number}`,
            clusters: hosted.clusters,
            otherTool: cluster,
          });
        const calm = siteOf(0);
        await prepare(world, crashCase, [calm]);
        const [undisturbed] = await world.undisturbed([requestOn(calm)]);
        const { effects } = undisturbed.run;
        const history = normal(calm, await world.recorded(undisturbed.id));
        expect(await crashCase.end(calm)).toEqual(crashCase.expected);
        expect(history).toContain('verified');

        const boundaries = boundariesToDieAt(
          undisturbed.run.boundaries,
          databaseId === 'SQLITE_3',
        );
        const sites = boundaries.map((_, index) => siteOf(index + 1));
        await prepare(world, crashCase, sites);
        const crashing = [];
        for (const [index, boundary] of boundaries.entries()) {
          const site = sites[index];
          const dieAt = boundary.replaceAll(calm.name, site.name);
          const change = await world.approved(requestOn(site), dieAt);
          crashing.push({ ...change, site, boundary });
        }
        const ended = await world.live(crashing);
        const seen = [];
        for (const [index, { id, run, site, boundary }] of crashing.entries()) {
          seen.push({
            boundary,
            hasDied: run.hasDied,
            state: ended[index].state,
            effects: run.effects,
            history: normal(site, await world.recorded(id)),
            end: await crashCase.end(site),
          });
        }
        expect(seen).toEqual(
          boundaries.map(boundary => ({
            boundary,
            hasDied: true,
            state: 'succeeded',
            effects,
            history,
            end: crashCase.expected,
          })),
        );
        await Promise.all([calm, ...sites].map(site => site.left()));
      },
    );

    it('leaves a ledger that verifies', async () => {
      expect(await world.ledgerVerdict()).toBe(true);
    });
  },
);

/** Brings all sites into the state before. */
async function prepare(
  world: CrashWorld,
  { prepare: byHand, earlier }: CrashCase,
  sites: readonly CrashSite[],
): Promise<void> {
  await Promise.all(sites.map(byHand));
  if (earlier) {
    await world.undisturbed(sites.map(earlier.change));
    await Promise.all(sites.map(earlier.then));
  }
}

function nameOf({ kind, way }: CrashCase): string {
  return way === undefined ? kind : `${kind} ${way}`;
}

/** Each boundary once: how often a run looks at its checks is a matter of time. */
function boundariesToDieAt(
  passed: readonly string[],
  allWrites: boolean,
): readonly string[] {
  return passed
    .filter(
      boundary =>
        !/(verify|wait|observe|claimed).* #([2-9]|\d\d)/.test(boundary),
    )
    .filter(
      (boundary, index) =>
        index % STRIDE === 0 ||
        (allWrites &&
          /^(before|after) (apply|remove|evict) [A-Z]/.test(boundary)),
    );
}

function normal(site: CrashSite, words: readonly string[]): readonly string[] {
  return words.map(word => word.replaceAll(site.name, 'SITE'));
}
