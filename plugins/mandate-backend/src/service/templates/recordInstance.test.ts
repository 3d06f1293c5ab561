import { TestDatabases } from '@backstage/backend-test-utils';
import type { TemplateOrigin } from '@mandate/plugin-mandate-common';
import { KernelStore } from '../../database/KernelStore';
import type { Change, ChangeRevision } from '../../domain/change/change';
import { recordInstance } from './recordInstance';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const origin: TemplateOrigin = {
  name: 'queue',
  digest: 'sha256:1',
  approved: true,
  classification: 'standard',
  reasons: [],
  values: { size: 1 },
};
const image = 'registry.example/queue:1';

function changeOf(more: Partial<Change> = {}): Change {
  const change = {
    id: 'c1',
    state: 'succeeded',
    target: {
      entityRef: 'component:default/shop',
      environment: 'dev',
      namespace: 'shop-dev',
      workload: { kind: 'Deployment', name: 'shop' },
    },
    ...more,
  };
  // safety: nothing else of a change is read.
  return change as Change;
}

function revisionOf(
  template: TemplateOrigin | undefined,
  removesTemplate?: string,
): ChangeRevision {
  const revision = { plan: { template, removesTemplate, images: [image] } };
  // safety: nothing else of a revision is read.
  return revision as ChangeRevision;
}

describe('what a target is rendered from', () => {
  let store: KernelStore;

  beforeEach(async () => {
    const knex = await databases.init('SQLITE_3');
    store = await KernelStore.create({
      database: { getClient: async () => knex },
    });
  });

  async function recorded(
    ...changes: readonly (readonly [Change, ChangeRevision])[]
  ) {
    for (const [change, revision] of changes) {
      await store.transaction(tx => recordInstance(tx, change, revision));
    }
    return store.read(tx => tx.templateInstances.list());
  }

  it('is noted when the change has succeeded', async () => {
    await expect(
      recorded([changeOf(), revisionOf(origin)]),
    ).resolves.toMatchObject([
      {
        entityRef: 'component:default/shop',
        environment: 'dev',
        template: 'queue',
        digest: 'sha256:1',
        values: { size: 1 },
        images: [image],
        namespace: 'shop-dev',
        workload: 'shop',
        changeId: 'c1',
      },
    ]);
  });

  it.each<[string, Change, TemplateOrigin | undefined]>([
    ['was undone', changeOf({ state: 'undone' }), origin],
    ['is stuck', changeOf({ state: 'stuck' }), origin],
    ['is of no template', changeOf(), undefined],
    ['keeps no values', changeOf(), { ...origin, values: undefined }],
  ])('is not noted of a change that %s', async (_, change, template) => {
    await expect(recorded([change, revisionOf(template)])).resolves.toEqual([]);
  });

  it('is what the last change made it, and stays after one that failed', async () => {
    const newer = { ...origin, digest: 'sha256:2' };
    const failed = { ...origin, digest: 'sha256:3' };
    await expect(
      recorded(
        [changeOf(), revisionOf(origin)],
        [changeOf({ id: 'c2' }), revisionOf(newer)],
        [changeOf({ id: 'c3', state: 'undone' }), revisionOf(failed)],
      ),
    ).resolves.toMatchObject([{ digest: 'sha256:2', changeId: 'c2' }]);
  });

  it('has parts beside its workload, each of another template', async () => {
    const quotas = { ...origin, name: 'quotas', part: true };
    const segments = { ...origin, name: 'segments', part: true };
    await expect(
      recorded(
        [changeOf(), revisionOf(origin)],
        [changeOf({ id: 'c2' }), revisionOf(quotas)],
        [changeOf({ id: 'c3' }), revisionOf(segments)],
        [changeOf({ id: 'c4' }), revisionOf({ ...quotas, digest: 'sha256:2' })],
        [changeOf({ id: 'c5' }), revisionOf({ ...origin, name: 'stream' })],
      ),
    ).resolves.toMatchObject([
      { template: 'stream', isPart: false },
      { template: 'quotas', isPart: true, digest: 'sha256:2' },
      { template: 'segments', isPart: true },
    ]);
  });

  it('is forgotten when a change removed it, and only then', async () => {
    const quotas = { ...origin, name: 'quotas', part: true };
    await expect(
      recorded(
        [changeOf(), revisionOf(origin)],
        [changeOf({ id: 'c2' }), revisionOf(quotas)],
        [changeOf({ state: 'undone' }), revisionOf(undefined, 'queue')],
        [changeOf({ id: 'c3' }), revisionOf(undefined, 'quotas')],
      ),
    ).resolves.toMatchObject([{ template: 'queue' }]);
  });
});
