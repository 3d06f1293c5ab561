import { TestDatabases } from '@backstage/backend-test-utils';
import type { ObservedFinding } from '@mandate/plugin-mandate-common';
import { FindingStore } from '../../database/findings/FindingStore';
import { KernelStore } from '../../database/KernelStore';
import { recordFindings } from './recordFindings';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const crashLoop: ObservedFinding = {
  fingerprint: 'crash-loop/dev/component:default/checkout',
  detector: 'crash-loop',
  target: { entityRef: 'component:default/checkout', environment: 'dev' },
  severity: 'medium',
  title: 'checkout is crash-looping in dev',
  words: '4 restarts in 3 minutes',
  evidence: {},
};

const nobody = () => false;
const inDev = ({ environment }: { environment: string }) =>
  environment === 'dev';

async function start(databaseId: Parameters<typeof databases.init>[0]) {
  const knex = await databases.init(databaseId);
  const store = await KernelStore.create({
    database: { getClient: async () => knex },
  });
  return async (
    observed: readonly ObservedFinding[],
    isChanging: Parameters<typeof recordFindings>[3],
    isUnseen?: Parameters<typeof recordFindings>[4],
  ) =>
    store.transaction(async tx => {
      await recordFindings(tx, 'crash-loop', observed, isChanging, isUnseen);
      const all = await new FindingStore(tx).list({});
      return all.map(({ state }) => state);
    });
}

describe.each(databases.eachSupportedId())('recordFindings, %p', databaseId => {
  it('opens what is seen and resolves what is no longer seen', async () => {
    const record = await start(databaseId);
    expect(await record([crashLoop], nobody)).toEqual(['open']);
    expect(await record([crashLoop], nobody)).toEqual(['open']);
    expect(await record([], nobody)).toEqual(['resolved']);
  });

  it('keeps a finding open while its target cannot be seen', async () => {
    const record = await start(databaseId);
    await record([crashLoop], nobody);
    expect(await record([], nobody, inDev)).toEqual(['open']);
    expect(await record([], nobody)).toEqual(['resolved']);
  });

  it('leaves what a run causes on its target to the run', async () => {
    const record = await start(databaseId);
    expect(await record([crashLoop], inDev)).toEqual([]);
  });

  it('keeps a finding open while a run deals with it, and resolves it after the run', async () => {
    const record = await start(databaseId);
    await record([crashLoop], nobody);
    expect(await record([], inDev)).toEqual(['open']);
    expect(await record([], nobody)).toEqual(['resolved']);
  });

  it('resolves on other targets meanwhile', async () => {
    const record = await start(databaseId);
    await record([crashLoop], nobody);
    expect(
      await record([], ({ environment }) => environment === 'prod'),
    ).toEqual(['resolved']);
  });
});
