import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';
import { AuthorizedReplayService } from './AuthorizedReplayService';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

/** A mandate that lets no deploy run. */
const nothing = {
  apiVersion: 'mandate.dev/v1alpha1',
  kind: 'Mandate',
  metadata: { name: 'nothing' },
  spec: {
    owner: 'group:default/platform',
    appliesTo: {},
    grants: [{ changes: ['deploy'], oversight: 'forbid' }],
    review: { every: 'P1Y', by: 'group:default/platform' },
  },
};

const ticket = {
  id: 'CHG-7',
  kind: 'deploy',
  entityRef: 'component:default/checkout',
  environment: 'prod',
  decidedAt: '2026-11-02T10:00:00Z',
  outcome: 'failed',
  bump: 'minor',
  risk: 'low',
  classification: 'standard',
};
const csv = [Object.keys(ticket), Object.values(ticket)]
  .map(cells => cells.join())
  .join('\n');

describe.each(databases.eachSupportedId())('replay, %p', databaseId => {
  let knex: Knex;

  async function start() {
    knex = await databases.init(databaseId);
    return startKernel({ knex });
  }

  it.each([
    ['csv', csv],
    ['json', JSON.stringify([ticket])],
  ] as const)(
    'decides changes that ended again, and those of another system as %s, and stores nothing',
    async (format, text) => {
      const { changes, replays } = await start();
      const open = await changes.propose(deploy('prod'), as('dana'));
      const ended = await changes.propose(deploy('prod'), as('dana'));
      await changes.withdraw(ended.id, { reason: 'a mistake' }, as('dana'));
      const entries = await knex('mandate_changes').count();

      const replay = await replays.replay(
        { mandate: nothing, imported: { format, text } },
        as('dana'),
      );

      expect(replay).toMatchObject({
        changes: 2,
        imported: 1,
        differenceCount: 2,
        before: { approve: { 'no-effect': 1, failed: 1 } },
        after: { forbid: { 'no-effect': 1, failed: 1 } },
      });
      expect(replay.differences.map(({ change }) => change.id)).toEqual([
        'imported:CHG-7',
        ended.id,
      ]);
      expect(replay.differences.map(({ change }) => change.id)).not.toContain(
        open.id,
      );
      await expect(knex('mandate_changes').count()).resolves.toEqual(entries);
    },
  );

  it('says what is wrong with a mandate or an import', async () => {
    const { replays } = await start();
    const wrong = {
      ...nothing,
      spec: {
        ...nothing.spec,
        grants: [
          { changes: ['deploy'], when: 'riks.level == 1', oversight: 'notify' },
        ],
      },
    };
    await expect(
      replays.replay({ mandate: wrong }, as('dana')),
    ).rejects.toThrow(/spec\.grants\.0\.when at 1:1.*`riks`/);
    for (const [text, words] of [
      ['id,kind\nCHG-1', /CSV/],
      ['', /empty/],
      [csv.replace('id,', 'number,'), /has no column id\./],
      [csv.replace('failed', 'broken'), /record 1, outcome/],
    ] as const) {
      await expect(
        replays.replay(
          { mandate: nothing, imported: { format: 'csv', text } },
          as('dana'),
        ),
      ).rejects.toThrow(words);
    }
    await expect(
      replays.replay(
        { mandate: nothing, imported: { format: 'json', text: '{' } },
        as('dana'),
      ),
    ).rejects.toThrow('no JSON');
  });
});

it('denies a replay without the permissions to read', async () => {
  const inner = { replay: jest.fn() };
  const service = new AuthorizedReplayService(
    inner,
    mockServices.permissions({ result: AuthorizeResult.DENY }),
  );
  await expect(
    service.replay({ mandate: nothing }, as('dana')),
  ).rejects.toThrow(/You lack the permission/);
  expect(inner.replay).not.toHaveBeenCalled();
});
