import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { exampleMandate } from '../../../testing/exampleEntities';
import { approve } from '../../../testing/requests';
import { as } from '../../../testing/startKernel';
import { put, startMandateWorld, withCondition } from '../testing/MandateWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const stricter = withCondition("risk.level == 'low'");
const freer = withCondition("risk.level != 'high'");

describe('who wrote a mandate that the catalog shows', () => {
  const folder = createMockDirectory();
  let world: Awaited<ReturnType<typeof startMandateWorld>>;
  afterEach(() => world.stop());

  /** A repository of mandates with the example's, which is in force. */
  async function start() {
    const work = folder.resolve(`${Math.random()}`);
    mkdirSync(`${work}/mandates`, { recursive: true });
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-C', work, ...args], {
        env: {
          PATH: process.env.PATH,
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_COMMITTER_NAME: 'Merge button',
          GIT_COMMITTER_EMAIL: 'noreply@git.example.com',
        },
      });
    git('init', '--quiet', '--initial-branch=main');
    const commit = (entity: Entity | undefined, author: string, more = '') => {
      const file = `${work}/mandates/services.yaml`;
      if (entity) {
        writeFileSync(file, stringify(entity));
      } else {
        rmSync(file);
      }
      git('add', '--all');
      git(
        'commit',
        '--quiet',
        `--author=Somebody <${author}>`,
        '--message',
        `Change it${more}`,
      );
    };
    commit(exampleMandate, 'pia@example.com');
    world = await startMandateWorld({
      knex: await databases.init('SQLITE_3'),
      mandates: { repository: { directory: `${work}/.git` } },
    });
    return { commit, ...world };
  }

  async function proposed() {
    const [{ id }] = await world.mandateChanges();
    return world.changes.get(id, as('dana'));
  }

  const needs = async () =>
    (await proposed()).current?.decision.requirements.map(
      ({ group, count }) => `${group.replace(/^.*\//, '')} ${count}`,
    );

  it('does not vote on it, and the others do as usual', async () => {
    const { commit, show, changes } = await start();
    commit(stricter, 'Pia@Example.com');
    await show(stricter);
    await expect(needs()).resolves.toEqual(['platform 1', 'security 1']);
    const change = await proposed();
    expect(change.current?.plan.authors).toEqual({
      people: ['user:default/pia'],
      wasInForce: false,
    });
    expect(change.waitingFor[0].people).toEqual([
      'user:default/paul',
      'user:default/ada',
    ]);
    const asPia = await changes.get(change.id, as('pia'));
    expect(asPia.allowed.approve).toEqual({
      allowed: false,
      why: 'You wrote what this change brings; somebody else approves it.',
    });
    await expect(
      changes.vote(change.id, approve(asPia), as('pia')),
    ).rejects.toThrow(/You wrote what this change brings/);
    const approved = await world.approveAs(change.id, 'paul', 'sven');
    expect(approved.state).not.toBe('awaiting-approval');
  });

  it('lends their membership to nobody who votes in their place', async () => {
    const { commit, show, changes, delegations } = await start();
    commit(stricter, 'pia@example.com');
    await show(stricter);
    await delegations.create(
      {
        delegate: 'user:default/dana',
        from: new Date(Date.now() - 60_000).toISOString(),
        until: new Date(Date.now() + 3_600_000).toISOString(),
      },
      as('pia'),
    );
    const { id } = await proposed();
    const asDana = await changes.get(id, as('dana'));
    expect(asDana.allowed.approve.why).toMatch(/in none of the groups/);
  });

  it('is everybody between the version in force and the shown one, co-authors too', async () => {
    const { commit, show } = await start();
    commit(freer, 'paul@example.com');
    commit(
      stricter,
      'dana@example.com',
      '\n\nCo-authored-by: Sven <sven@example.com>',
    );
    await show(stricter);
    expect((await proposed()).current?.plan.authors?.people).toEqual([
      'user:default/dana',
      'user:default/paul',
      'user:default/sven',
    ]);
  });

  it('is who removed it when it left the catalog', async () => {
    const { commit, show } = await start();
    commit(undefined, 'paul@example.com');
    await show();
    expect((await proposed()).current?.plan.authors?.people).toEqual([
      'user:default/paul',
    ]);
  });

  it('is not known by an address of nobody: each group approves with one person more', async () => {
    const { commit, show } = await start();
    commit(stricter, 'paul@elsewhere.example.com');
    await show(stricter);
    await expect(needs()).resolves.toEqual(['platform 2', 'security 2']);
    const { current } = await proposed();
    expect(current?.decision.decidedBy.words).toMatch(
      /Nobody knows for sure who wrote this version: an address in its commits belongs to nobody in the catalog\./,
    );
  });

  it('is not known when the repository has another text than the catalog shows', async () => {
    const { commit, show } = await start();
    commit(freer, 'paul@example.com');
    await show(stricter);
    await expect(needs()).resolves.toEqual(['platform 2', 'security 2']);
  });

  it('does not become known by somebody else who proposes the same version', async () => {
    const { commit, show, changes } = await start();
    commit(stricter, 'paul@example.com');
    await show(stricter);
    const { id } = await changes.propose(put(stricter), as('dana'));
    const change = await changes.get(id, as('paul'));
    expect(change.allowed.approve.allowed).toBe(false);
  });

  it('matters no more for a version that was in force before, when a person rolls back to it', async () => {
    world = await startMandateWorld({ knex: await databases.init('SQLITE_3') });
    const { changes } = world;
    const { id } = await changes.propose(put(freer), as('dana'));
    await world.approveAs(id, 'pia', 'sven');
    await world.until(id, ({ endedAt }) => endedAt !== undefined);
    const { current } = await changes.propose(put(exampleMandate), as('dana'));
    expect(current?.plan.authors).toMatchObject({
      unknown: expect.stringMatching(/no repository is configured/),
      wasInForce: true,
    });
    expect(current?.decision.requirements.map(({ count }) => count)).toEqual([
      1, 1,
    ]);
  });
});
