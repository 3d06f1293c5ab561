import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  CHANGE_MANDATE_KIND,
  PORTAL_ENVIRONMENT,
} from '@mandate/plugin-mandate-common';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { put, startMandateWorld, withCondition } from './testing/MandateWorld';
import { exampleMandate } from '../../testing/exampleEntities';
import { as } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('the commit of an approved mandate', () => {
  const folder = createMockDirectory();
  beforeEach(() => folder.clear());

  async function start() {
    const work = folder.resolve('work');
    mkdirSync(`${work}/mandates`, { recursive: true });
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-C', work, ...args], {
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_COMMITTER_NAME: 'x',
          GIT_COMMITTER_EMAIL: 'x@example.com',
        },
      });
    git('init', '--quiet', '--initial-branch=main');
    const commit = (entity: Entity) => {
      writeFileSync(`${work}/mandates/services.yaml`, stringify(entity));
      git('add', '--all');
      git('commit', '--quiet', '--author=P <p@example.com>', '-m', 'Change');
    };
    commit(exampleMandate);
    const world = await startMandateWorld({
      knex: await databases.init('SQLITE_3'),
      mandates: { repository: { directory: `${work}/.git` } },
    });
    return { world, git, commit };
  }

  it('is never put over a mandate of the same name in another namespace', async () => {
    const { world } = await start();
    const { metadata } = exampleMandate;
    const entityRef = 'mandate:team/services';
    await expect(
      world.changes.propose(
        {
          ...put({
            ...exampleMandate,
            metadata: { ...metadata, namespace: 'team' },
          }),
          target: { entityRef, environment: PORTAL_ENVIRONMENT },
        },
        as('dana'),
      ),
    ).rejects.toThrow(/Its file is the one of mandate:default\/services/);
    await world.stop();
  });

  it('is left out of a removal where the file is the one of another mandate', async () => {
    const { world, git } = await start();
    await world.store.transaction(async tx => {
      const services = await tx.mandates.get('mandate:default/services');
      if (services) {
        await tx.mandates.put({ ...services, name: 'mandate:team/services' });
      }
    });
    const { id } = await world.changes.propose(
      {
        kind: CHANGE_MANDATE_KIND,
        target: {
          entityRef: 'mandate:team/services',
          environment: PORTAL_ENVIRONMENT,
        },
        input: { action: 'remove' },
      },
      as('dana'),
    );
    const { current } = await world.changes.get(id, as('dana'));
    expect(current?.plan.steps.map(({ title }) => title)).toEqual([
      'Take the mandate out of force',
    ]);
    expect(current?.plan.summary).toContain('stays as it is');
    await world.stop();
    expect(git('show', 'main:mandates/services.yaml')).toContain('services');
  });

  it('waits for people again when somebody merged another text meanwhile', async () => {
    const { world, git, commit } = await start();
    const { id } = await world.changes.propose(
      put(withCondition("risk.level != 'high'")),
      as('dana'),
    );
    await world.approveAs(id, 'pia');
    // Merged, and not yet seen by the catalog.
    commit(withCondition("risk.level == 'low'"));
    await world.approveAs(id, 'sven');
    await world.until(
      id,
      ({ revision, state }) => revision === 2 && state === 'awaiting-approval',
    );
    await world.stop();
    expect(git('show', 'main:mandates/services.yaml')).toContain(
      "risk.level == 'low'",
    );
  });
});
