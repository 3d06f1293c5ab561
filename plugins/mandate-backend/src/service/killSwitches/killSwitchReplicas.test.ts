import { mockCredentials } from '@backstage/backend-test-utils';
import { setTimeout as wait } from 'node:timers/promises';
import { ReplicaProcess } from '../../testing/replicas/ReplicaProcess';
import { sharedDatabases } from '../../testing/replicas/sharedDatabases';
import { prepareWorld } from '../../testing/replicas/TableWorld';
import { RunHarness } from '../run/testing/RunHarness';
import { DefaultKillSwitchService } from './DefaultKillSwitchService';

jest.setTimeout(120_000);

const CHANGES = 12;
/** As many as a plan may have: a run takes longer than anything that a replica might remember. */
const STEPS = Array.from({ length: 50 }, (_, index) => `step-${index}`);
const LIMIT_MS = 60_000;

const caller = {
  proposer: { kind: 'user' as const, ref: 'user:default/sven' },
  credentials: mockCredentials.user('user:default/sven'),
};

describe.each(sharedDatabases)('A kill switch, $name', ({ open }) => {
  it('holds at the very next gate of every replica, and pauses what runs (I4)', async () => {
    const database = await open();
    const { knex, config } = database;
    const harness = await RunHarness.create(knex);
    await prepareWorld(knex);
    for (let index = 0; index < CHANGES; index += 1) {
      await harness.propose(STEPS, { name: `app-${index}` });
    }
    const replicas = await Promise.all([
      ReplicaProcess.start(config),
      ReplicaProcess.start(config),
    ]);
    try {
      // Each has asked its gates often, and knows that there is no kill switch.
      await until(async () => {
        const owners = await knex('mandate_runs')
          .whereNotNull('lease_owner')
          .distinct('lease_owner');
        const [{ count }] = await knex('world_effects').count({ count: '*' });
        return owners.length === replicas.length && Number(count) > CHANGES;
      });
      await new DefaultKillSwitchService(harness.store).engage(
        { reason: 'incident 12' },
        { caller },
      );
      await until(async () => {
        const states = await knex('mandate_changes').pluck('status_words');
        return states.every(words =>
          /^Waits: user:default\/sven stopped/.test(words),
        );
      });
      await harness.store.sequence();
      const kinds = await knex('mandate_ledger_entries')
        .orderBy('entry_index')
        .pluck('kind');
      const before = kinds.slice(0, kinds.indexOf('kill-switch'));
      const after = kinds.slice(before.length);
      expect(before).toContain('gate-passed');
      expect(after.filter(kind => kind === 'gate-passed')).toEqual([]);
      const states = await knex('mandate_changes').distinct('state');
      expect(states.map(({ state }) => state)).toContain('running');
    } finally {
      await Promise.all(replicas.map(replica => replica.kill()));
      await database.close();
    }
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const endsAt = Date.now() + LIMIT_MS;
  while (!(await isSo())) {
    if (Date.now() > endsAt) {
      throw new Error('Waited in vain.');
    }
    await wait(50);
  }
}
