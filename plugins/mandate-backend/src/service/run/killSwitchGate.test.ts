import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { MandateSpec } from '@mandate/policy';
import { setTimeout as later } from 'node:timers/promises';
import { castVote } from '../change/voting/castVote';
import { DefaultKillSwitchService } from '../killSwitches/DefaultKillSwitchService';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const approved: MandateSpec = {
  owner: 'group:default/shop',
  appliesTo: { environments: ['dev'] },
  grants: [
    {
      changes: ['poke'],
      oversight: 'approve',
      approvals: [{ group: 'group:default/platform', count: 1 }],
    },
  ],
  review: { every: 'P3M', by: 'group:default/security' },
};

const caller = {
  proposer: { kind: 'user' as const, ref: 'user:default/sven' },
  credentials: mockCredentials.user('user:default/sven'),
};

describe.each(databases.eachSupportedId())(
  'A kill switch at the gate, %s',
  databaseId => {
    let harness: RunHarness;
    let switches: DefaultKillSwitchService;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
      switches = new DefaultKillSwitchService(harness.store);
    });
    afterEach(() => harness.stop());

    const engage = (more: object = {}) =>
      switches.engage({ reason: 'incident 12', ...more }, { caller });
    const lift = (id: string) =>
      switches.lift(id, { reason: 'all is well' }, { caller });
    const waits = (id: string) =>
      harness.eventually(async () => {
        const change = await harness.change(id);
        return change.statusWords.startsWith('Waits: user:default/sven stopped')
          ? change
          : undefined;
      }, 'the change to wait');

    it('keeps an autonomous change queued, and lets it go on when it is lifted (G5)', async () => {
      const { id } = await harness.propose(['a']);
      const { id: killSwitch } = await engage();
      harness.worker().start();
      expect((await waits(id)).state).toBe('queued');
      await harness.eventually(async () => {
        const [{ waiting }] = await switches.list(
          { engaged: true },
          { caller },
        );
        return waiting === 1 || undefined;
      }, 'the switch to count who waits');
      expect(harness.world.effects).toEqual([]);
      await lift(killSwitch);
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a']);
    });

    it('pauses a running change before its next effect, tells its people, and undoes nothing', async () => {
      const { id } = await harness.propose(['a', 'b']);
      let killSwitch = '';
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'before gate-then-intend b') {
              killSwitch ||= (await engage()).id;
            }
          },
        })
        .start();
      expect((await waits(id)).state).toBe('running');
      expect(harness.world.effects).toEqual(['do a']);
      expect(JSON.stringify(await harness.messages())).toContain('Paused: ');
      await lift(killSwitch);
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a', 'do b']);
    });

    it('lets a paused change be aborted, and then it is undone', async () => {
      const { id } = await harness.propose(['a', 'b']);
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'before gate-then-intend b') {
              await engage();
            }
          },
        })
        .start();
      await waits(id);
      await harness.abort(id);
      await harness.until(id, 'undone');
      expect(harness.world.effects).toEqual(['do a', 'undo a']);
    });

    it('leaves alone what people approved, and what its scope or kinds do not cover', async () => {
      await harness.setMandate(approved);
      harness.groups.set('user:default/paul', ['group:default/platform']);
      await engage();
      const { id } = await harness.propose(['a']);
      const { digest } = await harness.revision(id, 1);
      const { store, decider } = harness.proposing;
      await castVote(
        { store, decider, people: harness.people, kinds: harness.kinds },
        {
          id,
          voter: { kind: 'user', ref: 'user:default/paul' },
          vote: { verdict: 'approve', revision: 1, digest },
        },
      );
      harness.worker().start();
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a']);
    });

    it.each([
      { scope: { environments: ['prod'] } },
      { changes: ['deploy'] },
      { scope: { owners: ['group:default/platform'] } },
    ])('does not stop a poke in dev of shop with %j', async more => {
      await engage(more);
      const { id } = await harness.propose(['a']);
      harness.worker().start();
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a']);
    });

    it('asks people about what is proposed while it is on', async () => {
      await engage({ scope: { environments: ['dev'] } });
      const { state, id } = await harness.propose(['a']);
      expect(state).toBe('awaiting-approval');
      const { decision } = await harness.revision(id, 1);
      expect(decision.decidedBy.words).toBe(
        'The kill switch for everything in environment dev is on: incident 12',
      );
    });

    it('has no gate that passes after it in the ledger, whatever the order of commits (I4)', async () => {
      const ids = [];
      for (let index = 0; index < 6; index += 1) {
        ids.push((await harness.propose(['a', 'b', 'c', 'd'])).id);
      }
      harness.worker().start();
      harness.worker().start();
      await harness.eventually(
        async () => harness.world.effects.length > 1 || undefined,
        'the first effects',
      );
      await engage();
      await later(200);
      const rows = await harness
        .knex('mandate_ledger_entries')
        .orderBy('entry_index')
        .select('kind', 'canonical');
      const engagedAt = rows.findIndex(({ kind }) => kind === 'kill-switch');
      expect(engagedAt).toBeGreaterThan(0);
      const passedAfter = rows
        .slice(engagedAt)
        .filter(({ kind }) => kind === 'gate-passed');
      expect(passedAfter).toEqual([]);
    });

    it('is lifted once, by a person, and both are in the ledger', async () => {
      const { id } = await engage();
      const agent = {
        proposer: { kind: 'agent' as const, ref: 'external:agent' },
        credentials: mockCredentials.service('external:agent'),
      };
      await expect(
        switches.lift(id, { reason: 'go on' }, { caller: agent }),
      ).rejects.toThrow(/Only people/);
      await lift(id);
      await expect(lift(id)).rejects.toThrow(/lifted already/);
      await expect(lift('none')).rejects.toThrow(/no kill switch/);
      const entries = await harness
        .knex('mandate_ledger_entries')
        .where({ kind: 'kill-switch' })
        .orderBy('entry_index');
      expect(
        entries.map(({ canonical }) => JSON.parse(canonical).data.state),
      ).toEqual(['engaged', 'lifted']);
      expect(JSON.stringify(await harness.messages())).toContain(
        'Automation stopped for everything: incident 12',
      );
    });
  },
);
