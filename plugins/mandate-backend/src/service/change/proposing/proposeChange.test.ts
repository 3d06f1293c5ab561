import { TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError, InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import { deploy } from '../../../testing/requests';
import { as, startKernel } from '../../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('proposing, %p', databaseId => {
  let knex: Knex;

  async function start(
    options: Partial<Parameters<typeof startKernel>[0]> = {},
  ) {
    knex = await databases.init(databaseId);
    return startKernel({ knex, ...options });
  }

  it('queues what a mandate lets run alone, with its run and its share of the budget', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('dev'), as('dana'));

    expect(change).toMatchObject({
      state: 'queued',
      oversight: 'autonomous',
      title: 'Deploy checkout 1.0.1 to dev',
      revision: 1,
    });
    await expect(knex('mandate_runs').select('change_id')).resolves.toEqual([
      { change_id: change.id },
    ]);
    await expect(
      knex('mandate_budget_reservations').select('state', 'budget_key'),
    ).resolves.toEqual([
      { state: 'held', budget_key: expect.stringContaining('checkout') },
    ]);
    expect(change.story.map(({ kind }) => kind)).toEqual([
      'proposed',
      'planned',
      'assessed',
      'decided',
    ]);
  });

  it('asks people where the mandate says so, and notifies them but not the proposer', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));

    expect(change).toMatchObject({
      state: 'awaiting-approval',
      statusWords: 'Waiting for platform and security.',
      waitingFor: [
        { group: 'group:default/platform', missing: 1 },
        { group: 'group:default/security', missing: 1 },
      ],
    });
    const [{ payload }] = await knex('mandate_outbox')
      .where({ type: 'notification' })
      .select('payload');
    expect(JSON.parse(payload)).toMatchObject({
      recipients: ['group:default/platform', 'group:default/security'],
      excludeRecipients: ['user:default/dana'],
      link: `/changes/${change.id}`,
    });
  });

  it('does not ask for a vote whom an agent acts for, nor who answers for it', async () => {
    const { changes } = await start();
    const onBehalfOf = 'user:default/dana';
    const owner = 'user:default/paul';
    await changes.propose(deploy('prod'), {
      caller: {
        ...as('dana').caller,
        proposer: { kind: 'agent', ref: 'external:bot', onBehalfOf, owner },
      },
    });
    const [{ payload }] = await knex('mandate_outbox')
      .where({ type: 'notification' })
      .select('payload');
    expect(JSON.parse(payload)).toMatchObject({
      excludeRecipients: [onBehalfOf, owner],
    });
  });

  it('gives the same change back for the same key and body, and refuses the key for another body', async () => {
    const { changes } = await start();
    const request = deploy('prod', { idempotencyKey: 'k' });
    const first = await changes.propose(request, as('dana'));
    const second = await changes.propose(request, as('dana'));

    expect(second.id).toBe(first.id);
    await expect(
      changes.propose({ ...request, reason: 'other' }, as('dana')),
    ).rejects.toThrow(ConflictError);
    const other = await changes.propose(request, as('pia'));
    expect(other.id).not.toBe(first.id);
  });

  it('stores one change for ten requests with one key at once', async () => {
    const { changes } = await start();
    const request = deploy('prod', { idempotencyKey: 'k' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => changes.propose(request, as('dana'))),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  });

  it.each([
    ['an unknown kind', { kind: 'explode' }, /Known are: .*deploy/],
    ['a wrong input', { input: { version: 1 } }, /input of 'deploy'/],
    ['nothing to do', { input: { outcome: 'nothing-to-do' } }, /nothing-to-do/],
    ['the impossible', { input: { outcome: 'impossible' } }, /impossible/],
    [
      'a plan with a Secret',
      { input: { outcome: 'secret' } },
      /never hold secrets/,
    ],
    [
      'a plan over 1 MB',
      { input: { ballast: 1_100_000 } },
      /more than the 1000000/,
    ],
  ])('refuses %s in words, and stores nothing', async (_, more, words) => {
    const { changes } = await start();
    const proposing = changes.propose(deploy('dev', more), as('dana'));
    await expect(proposing).rejects.toThrow(InputError);
    await expect(proposing).rejects.toThrow(words);
    await expect(knex('mandate_changes').select()).resolves.toEqual([]);
  });

  it('never spends more than a budget, however many ask at once (I5)', async () => {
    const { changes } = await start();
    const proposed = await Promise.all(
      Array.from({ length: 6 }, () =>
        changes.propose(deploy('dev'), as('dana')),
      ),
    );
    const states = proposed.map(({ state }) => state).sort();
    expect(states).toEqual([
      'awaiting-approval',
      'awaiting-approval',
      'awaiting-approval',
      'awaiting-approval',
      'queued',
      'queued',
    ]);
  });

  it('gives a budget back when a change ends without effect', async () => {
    const { changes } = await start();
    for (let count = 0; count < 3; count += 1) {
      const change = await changes.propose(deploy('dev'), as('dana'));
      expect(change.state).toBe('queued');
      await changes.withdraw(change.id, {}, as('dana'));
    }
  });

  it('asks a person when an assessor fails, whatever the mandate grants', async () => {
    const { changes } = await start({
      assessors: [
        { id: 'broken', assess: async () => Promise.reject(new Error('no')) },
      ],
    });
    const change = await changes.propose(deploy('dev'), as('dana'));
    expect(change.state).toBe('awaiting-approval');
    expect(change.current?.assessment.gaps).toEqual([
      { assessor: 'broken', words: 'It did not answer.' },
    ]);
  });

  it('simulates without storing anything', async () => {
    const { changes } = await start();
    const simulation = await changes.simulate(deploy('prod'), as('dana'));
    expect(simulation.decision.oversight).toBe('approve');
    await expect(knex('mandate_changes').select()).resolves.toEqual([]);
    await expect(
      knex('mandate_ledger_entries').whereNotNull('change_id'),
    ).resolves.toEqual([]);
  });
});
