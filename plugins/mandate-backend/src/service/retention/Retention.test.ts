import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { placeHold } from '../../database/ledger/legalHoldStore';
import { forgetMessages } from '../../database/retention/forgetMessages';
import {
  approveAsPaul,
  askingPlatform,
  PAUL,
} from '../run/testing/platformApproval';
import { RunHarness } from '../run/testing/RunHarness';
import { Retention } from './Retention';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const DAY_MS = 86_400_000;

describe.each(databases.eachSupportedId())('Retention, %s', databaseId => {
  let knex: Knex;
  let harness: RunHarness;
  let id: string;
  let placing: Promise<unknown>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    harness = await RunHarness.create(knex);
    const change = await harness.propose(['a']);
    id = change.id;
    harness.worker().start();
    await harness.until(id, 'succeeded');
    await harness.stop();
  });

  const count = async (table: string) => {
    const [row] = await knex(table).count({ count: '*' });
    return Number(row.count);
  };
  const apply = (journals?: number) =>
    new Retention(harness.store, {
      messages: 7 * DAY_MS,
      deadLetters: 90 * DAY_MS,
      journals,
    }).apply();
  const endedLongAgo = () =>
    knex('mandate_changes').where({ id }).update({ ended_at: 1 });

  it('forgets journals of changes that ended long ago, and nothing else', async () => {
    const kept = [
      'mandate_changes',
      'mandate_revisions',
      'mandate_runs',
      'mandate_budget_reservations',
    ];
    const before = await Promise.all(kept.map(count));
    const entries = await count('mandate_ledger_entries');
    await apply(DAY_MS);
    expect(await count('mandate_steps')).toBe(1);
    await endedLongAgo();
    await apply(DAY_MS);
    expect(await count('mandate_steps')).toBe(0);
    expect(await count('mandate_checks')).toBe(0);
    expect(await Promise.all(kept.map(count))).toEqual(before);
    expect(await count('mandate_ledger_entries')).toBe(entries + 1);
    await apply(DAY_MS);
    expect(await count('mandate_ledger_entries')).toBe(entries + 1);
  });

  it('keeps journals for ever unless it is told otherwise', async () => {
    await endedLongAgo();
    await apply();
    expect(await count('mandate_steps')).toBe(1);
  });

  it('forgets messages that were delivered or given up long ago, and none that waits', async () => {
    const all = await count('mandate_outbox');
    const [first, second] = await knex('mandate_outbox').limit(2).pluck('id');
    await knex('mandate_outbox')
      .where({ id: first })
      .update({ delivered_at: 1 });
    await knex('mandate_outbox').where({ id: second }).update({ dead_at: 1 });
    await apply();
    expect(await count('mandate_outbox')).toBe(all - 2);
  });

  it('keeps a given-up message that somebody replays as it is forgotten', async () => {
    const [message] = await knex('mandate_outbox').pluck('id');
    await knex('mandate_outbox').delete().whereNot({ id: message });
    await knex('mandate_outbox').update({ delivered_at: null, dead_at: 1 });
    let forgetting: Promise<unknown> | undefined;
    await knex.transaction(async replay => {
      await replay('mandate_outbox').update({ dead_at: null });
      forgetting = apply();
      await Promise.race([
        forgetting,
        new Promise(resolve => setTimeout(resolve, 200)),
      ]);
    });
    await forgetting;
    expect(await knex('mandate_outbox').pluck('id')).toEqual([message]);
  });

  it('forgets links to votes on changes that ended long ago without a run, and no vote', async () => {
    harness.groups.set(PAUL.ref, ['group:default/platform']);
    await harness.setMandate(askingPlatform());
    const over = await harness.propose(['a'], { name: 'over' });
    const open = await harness.propose(['a'], { name: 'open' });
    await approveAsPaul(harness, over.id, { verdict: 'reject', reason: 'No.' });
    const links = () => knex('mandate_vote_links').pluck('change_id');
    await apply();
    expect((await links()).toSorted()).toEqual([over.id, open.id].toSorted());
    await knex('mandate_changes')
      .where({ id: over.id })
      .update({ ended_at: 1 });
    await apply();
    expect(await links()).toEqual([open.id]);
    expect(await count('mandate_votes')).toBe(1);
  });

  it('a hold waits for what is being forgotten, and what comes after it knows of it', async () => {
    await endedLongAgo();
    await harness.store.transaction(async tx => {
      await forgetMessages(tx, { deliveredMs: 0, givenUpMs: 0 });
      const hold = harness.store.transaction(other =>
        placeHold(other, {
          person: 'user:default/dana',
          reason: 'A lawsuit.',
          placedBy: 'user:default/ada',
        }),
      );
      const first = await Promise.race([
        hold.then(() => 'placed'),
        new Promise(resolve => setTimeout(() => resolve('waits'), 200)),
      ]);
      expect(first).toBe('waits');
      placing = hold;
    });
    await placing;
    await apply(DAY_MS);
    expect(await count('mandate_steps')).toBe(1);
  });

  it('keeps what names a person under legal hold until it is released', async () => {
    await harness.store.transaction(tx =>
      placeHold(tx, {
        person: 'user:default/dana',
        reason: 'A lawsuit.',
        placedBy: 'user:default/ada',
      }),
    );
    await endedLongAgo();
    await knex('mandate_outbox').update({ delivered_at: 1 });
    await apply(DAY_MS);
    expect(await count('mandate_steps')).toBe(1);
    expect(await knex('mandate_outbox').pluck('type')).toContain(
      'notification',
    );
    await knex('mandate_legal_holds').update({ released_at: 1 });
    await apply(DAY_MS);
    expect(await count('mandate_steps')).toBe(0);
    expect(await count('mandate_outbox')).toBe(0);
  });
});
