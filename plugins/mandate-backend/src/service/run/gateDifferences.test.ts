import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import type { MandateSpec } from '@mandate/policy';
import { defaultTimerSettings, TimerService } from '../timers/TimerService';
import {
  approveAsPaul,
  askingPlatform,
  PAUL,
} from './testing/platformApproval';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const autonomous: MandateSpec = {
  owner: 'group:default/shop',
  appliesTo: { environments: ['dev'] },
  grants: [{ changes: ['poke'], oversight: 'autonomous' }],
  review: { every: 'P3M', by: 'group:default/security' },
};
const approved = askingPlatform({ expires: 'PT1H' });

const notReady = {
  id: 'resources',
  title: 'Resources are available',
  status: 'fail',
  words: 'The quota is full.',
} as const;

describe.each(databases.eachSupportedId())(
  'What the gate finds different, %s',
  databaseId => {
    let harness: RunHarness;
    let timers: TimerService;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
      harness.groups.set(PAUL.ref, ['group:default/platform']);
      timers = new TimerService({
        store: harness.store,
        reconsideration: harness.reconsideration,
        drift: { look: async () => 'as-planned' },
        logger: mockServices.logger.mock(),
        settings: defaultTimerSettings,
      });
    });
    afterEach(() => harness.stop());

    const approve = (id: string) => approveAsPaul(harness, id);

    it('sends a change back whose target changed, and leaves its votes behind (G3, I3)', async () => {
      await harness.setMandate(approved);
      const { id } = await harness.propose(['a']);
      await approve(id);
      harness.world.version = '2';
      harness.world.shape = 'square';
      harness.worker().start();
      await harness.until(id, 'planned');
      await timers.fireDue();
      const change = await harness.until(id, 'awaiting-approval');
      expect(change.revision).toBe(2);
      expect((await harness.revision(id, 2)).because).toContain(
        'The target changed meanwhile',
      );
      expect(harness.world.effects).toEqual([]);
      await approve(id);
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a']);
    });

    it('asks a person when it is not ready to start, and runs once somebody accepts that', async () => {
      harness.world.preflight = [notReady];
      const { id } = await harness.propose(['a']);
      const { state } = await harness.change(id);
      expect(state).toBe('awaiting-approval');
      const { decision } = await harness.revision(id, 1);
      expect(decision.decidedBy.words).toContain('The quota is full.');
      harness.groups.set(PAUL.ref, ['group:default/shop']);
      await approve(id);
      harness.worker().start();
      await harness.until(id, 'succeeded');
    });

    it('sends a change back that is no longer ready at the gate, which nobody accepted', async () => {
      harness.world.preflight = [{ ...notReady, status: 'pass' }];
      const { id } = await harness.propose(['a']);
      harness.world.preflight = [{ ...notReady, status: 'unknown' }];
      harness.worker().start();
      await harness.until(id, 'planned');
      await timers.fireDue();
      const { revision } = await harness.until(id, 'awaiting-approval');
      expect((await harness.revision(id, revision)).because).toContain(
        'no longer ready to start',
      );
      expect(harness.world.effects).toEqual([]);
    });

    it('lets a change run whose target moved in ways that give the same plan (G3)', async () => {
      const { id } = await harness.propose(['a']);
      harness.world.version = '2';
      harness.worker().start();
      const change = await harness.until(id, 'succeeded');
      expect(change.revision).toBe(1);
    });

    it('stops a change when a stricter mandate was committed meanwhile (G2, I4)', async () => {
      const { id } = await harness.propose(['a']);
      await harness.setMandate(approved);
      harness.worker().start();
      await harness.until(id, 'planned');
      expect(await harness.ledgerKinds(id)).toContain('gate-refused');
      await timers.fireDue();
      await harness.until(id, 'awaiting-approval');
      expect(harness.world.effects).toEqual([]);
    });

    it.each([
      [
        'people are told',
        { oversight: 'notify', notify: ['group:default/shop'] },
      ],
      ['it is watched for longer', { oversight: 'autonomous', soak: 'PT1S' }],
    ] as const)(
      'decides again what runs alone when %s by a mandate of today (G2)',
      async (_, grant) => {
        const { id } = await harness.propose(['a']);
        await harness.setMandate({
          ...autonomous,
          grants: [{ changes: ['poke'], ...grant }],
        });
        harness.worker().start();
        await harness.until(id, 'planned');
        expect(harness.world.effects).toEqual([]);
        await timers.fireDue();
        await harness.until(id, 'succeeded');
        const { decision } = await harness.revision(id, 2);
        expect(decision.obligations).toHaveLength(1);
      },
    );

    it('does not take back what runs alone because people are to be told since it began', async () => {
      const { id } = await harness.propose(['a', 'b']);
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'before gate-then-intend b') {
              await harness.setMandate({
                ...autonomous,
                grants: [
                  {
                    changes: ['poke'],
                    oversight: 'notify',
                    notify: ['group:default/shop'],
                  },
                ],
              });
            }
          },
        })
        .start();
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a', 'do b']);
    });

    it('undoes what was done when a mandate became stricter after the first effect (I4)', async () => {
      const { id } = await harness.propose(['a', 'b']);
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'before gate-then-intend b') {
              await harness.setMandate(approved);
            }
          },
        })
        .start();
      await harness.until(id, 'undone');
      expect(harness.world.effects).toEqual(['do a', 'undo a']);
    });

    it('stops a change whose approver left the group (G1, I4)', async () => {
      await harness.setMandate(approved);
      const { id } = await harness.propose(['a']);
      await approve(id);
      harness.groups.clear();
      harness.worker().start();
      await harness.until(id, 'planned');
      expect(harness.world.effects).toEqual([]);
    });

    it('stops a change whose approver left the group although nobody would be asked today (G1)', async () => {
      await harness.setMandate(approved);
      const { id } = await harness.propose(['a']);
      await approve(id);
      harness.groups.clear();
      await harness.setMandate(autonomous);
      harness.worker().start();
      await harness.until(id, 'planned');
      expect(harness.world.effects).toEqual([]);
    });

    it('lets the change wait, unharmed, while the cluster does not answer', async () => {
      const { id } = await harness.propose(['a']);
      harness.world.isReachable = false;
      harness.worker().start();
      await harness.eventually(async () => {
        const { statusWords } = await harness.change(id);
        return statusWords.startsWith('Waits until') || undefined;
      }, 'the change to wait');
      harness.world.isReachable = true;
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a']);
    });

    describe('budgets', () => {
      const budgeted: MandateSpec = {
        ...autonomous,
        budgets: [{ changes: ['poke'], perTarget: 1, window: 'PT1H' }],
      };
      const states = async () =>
        (await harness.knex('mandate_budget_reservations')).map(
          row => row.state,
        );

      it('are spent by the first effect', async () => {
        await harness.setMandate(budgeted);
        const { id } = await harness.propose(['a']);
        expect(await states()).toEqual(['held']);
        harness.worker().start();
        await harness.until(id, 'succeeded');
        expect(await states()).toEqual(['spent']);
        const second = await harness.propose(['a']);
        expect(second.state).toBe('awaiting-approval');
      });

      it('are given back when a change ends without an effect', async () => {
        await harness.setMandate(budgeted);
        const { id } = await harness.propose(['a']);
        await harness.abort(id);
        expect(await states()).toEqual(['released']);
      });

      it('go on to count where another version of the mandate has them elsewhere (I5)', async () => {
        await harness.setMandate(budgeted);
        const { id } = await harness.propose(['a']);
        harness.worker().start();
        await harness.until(id, 'succeeded');
        await harness.setMandate({
          ...autonomous,
          budgets: [
            {
              changes: ['poke'],
              perMandate: 9,
              measure: 'dependants',
              window: 'PT1H',
            },
            { changes: ['poke', 'other'], perTarget: 1, window: 'P1D' },
          ],
        });
        const second = await harness.propose(['a']);
        expect(second.state).toBe('awaiting-approval');
      });

      it('that came after the decision count what has not begun (I5)', async () => {
        const waiting = [
          await harness.propose(['a']),
          await harness.propose(['b']),
        ];
        await harness.setMandate(budgeted);
        harness.worker().start();
        await harness.eventually(async () => {
          await timers.fireDue();
          const ended = [];
          for (const { id } of waiting) {
            ended.push((await harness.change(id)).state);
          }
          return ended.toSorted().join() === 'awaiting-approval,succeeded'
            ? true
            : undefined;
        }, 'one change to run and one to ask');
        expect(harness.world.effects).toHaveLength(1);
      });

      it('that are no longer held stop the change (G6)', async () => {
        await harness.setMandate(budgeted);
        const { id } = await harness.propose(['a']);
        await harness
          .knex('mandate_budget_reservations')
          .update({ state: 'released' });
        harness.worker().start();
        await harness.until(id, 'planned');
        expect(harness.world.effects).toEqual([]);
      });
    });

    it('starts nothing whose approval expired while it waited to start (G6)', async () => {
      await harness.setMandate(approved);
      const { id } = await harness.propose(['a']);
      await approve(id);
      await harness.until(id, 'queued');
      await harness.knex('mandate_changes').update({ expires_at: 1 });
      harness.worker().start();
      const { statusWords } = await harness.until(id, 'planned');
      expect(statusWords).toContain('The approval expired');
      expect(harness.world.effects).toEqual([]);
    });

    it('lets an approval expire once, on whichever replica, and tells the proposer', async () => {
      await harness.setMandate(approved);
      const { id } = await harness.propose(['a']);
      await harness.knex('mandate_changes').update({ expires_at: 1 });
      await harness.knex('mandate_timers').update({ due_at: 1 });
      await Promise.all([timers.fireDue(), timers.fireDue()]);
      await harness.until(id, 'expired');
      const told = (await harness.messages()).filter(message =>
        JSON.stringify(message).includes('Expired: '),
      );
      expect(told).toEqual([
        expect.objectContaining({ recipients: ['user:default/dana'] }),
      ]);
    });
  },
);
