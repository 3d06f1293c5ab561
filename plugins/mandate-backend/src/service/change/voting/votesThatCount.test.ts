import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { VoteRequest } from '@mandate/plugin-mandate-common';
import {
  approveAsPaul,
  askingPlatform,
  delegateAs,
  PAUL,
  person,
  voteAs,
  votingOf,
} from '../../run/testing/platformApproval';
import { RunHarness } from '../../run/testing/RunHarness';
import { defaultTimerSettings, TimerService } from '../../timers/TimerService';
import { DriftLook } from '../DriftLook';
import { openChange } from '../openChange';
import { takeVoteBack } from './takeVoteBack';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const PLATFORM = ['group:default/platform'];

describe.each(databases.eachSupportedId())(
  'votes that count, and who is asked and told of them, %s',
  databaseId => {
    let harness: RunHarness;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
      for (const name of ['paul', 'pia', 'petra', 'phil']) {
        harness.groups.set(person(name).ref, PLATFORM);
      }
    });
    afterEach(() => harness.stop());

    const voting = () => votingOf(harness);
    const vote = (id: string, name: string, more?: Partial<VoteRequest>) =>
      voteAs(harness, id, name, more);
    const delegate = (from: string, to: string) =>
      delegateAs(harness, from, to);

    function timers() {
      const logger = mockServices.logger.mock();
      const { store, reconsideration, proposing } = harness;
      return new TimerService({
        store,
        reconsideration,
        drift: new DriftLook({ ...proposing, kinds: harness.kinds, logger }),
        logger,
        settings: defaultTimerSettings,
      });
    }

    const told = async () =>
      (await harness.messages()).map(each => JSON.stringify(each));

    it('delegate and delegator approve: the next member can still vote', async () => {
      harness.groups.set(person('erin').ref, ['group:default/else']);
      await delegate('pia', 'erin');
      await harness.setMandate(askingPlatform({ count: 2 }));
      const { id } = await harness.propose(['a']);
      await vote(id, 'erin');
      await vote(id, 'pia');
      expect((await harness.change(id)).statusWords).toBe(
        'Waiting for 1 of platform.',
      );
      await vote(id, 'petra');
      expect((await harness.change(id)).state).toBe('queued');
    });

    it('an approver leaves the group: the next member can still vote', async () => {
      await harness.setMandate(askingPlatform({ count: 2 }));
      const { id } = await harness.propose(['a']);
      await vote(id, 'paul');
      harness.groups.set(PAUL.ref, []);
      await vote(id, 'pia');
      expect((await harness.change(id)).statusWords).toBe(
        'Waiting for 1 of platform.',
      );
      await vote(id, 'petra');
      expect((await harness.change(id)).state).toBe('queued');
    });

    it('a vote that is taken back makes others count: it goes on', async () => {
      harness.groups.set(person('erin').ref, ['group:default/else']);
      await delegate('pia', 'erin');
      await harness.setMandate(askingPlatform({ count: 2 }));
      const { id } = await harness.propose(['a']);
      await vote(id, 'erin');
      await vote(id, 'pia', { verdict: 'abstain', reason: 'not sure' });
      await vote(id, 'petra');
      await takeVoteBack(voting(), { id, voter: person('pia') });
      const change = await harness.change(id);
      expect([change.state, change.statusWords]).toEqual([
        'queued',
        'Approved; waiting to start.',
      ]);
    });

    it('approval is taken back from what waits to start: somebody is asked or told', async () => {
      await harness.setMandate(askingPlatform());
      const { id } = await harness.propose(['a']);
      await approveAsPaul(harness, id);
      const before = (await told()).length;
      await takeVoteBack(voting(), { id, voter: PAUL });
      expect((await harness.change(id)).state).toBe('awaiting-approval');
      expect((await told()).length).toBeGreaterThan(before);
    });

    it('a late vote finds it expired: the proposer is told', async () => {
      await harness.setMandate(askingPlatform());
      const { id } = await harness.propose(['a']);
      await harness
        .knex('mandate_changes')
        .where({ id })
        .update({ expires_at: 1 });
      await expect(approveAsPaul(harness, id)).rejects.toThrow(/expired/);
      await timers().fireDue();
      expect((await harness.change(id)).state).toBe('expired');
      expect((await told()).filter(each => /Expired/.test(each))).toHaveLength(
        1,
      );
    });

    it('an approval for a start after its own expiry is refused', async () => {
      await harness.setMandate(askingPlatform({ expires: 'PT1H' }));
      const { id } = await harness.propose(['a']);
      await expect(
        approveAsPaul(harness, id, {
          notBefore: new Date(Date.now() + 2 * 3_600_000).toISOString(),
        }),
      ).rejects.toThrow();
    });

    it('a reminder goes to those whose vote is missing', async () => {
      await harness.setMandate(askingPlatform({ count: 2 }));
      const { id } = await harness.propose(['a']);
      await vote(id, 'paul');
      harness.groups.set(PAUL.ref, []);
      await vote(id, 'pia');
      await harness.store.transaction(async tx => {
        await openChange(tx, id);
        await tx.timers.set({ kind: 'nudge', changeId: id, dueAtMs: 1 });
      });
      await timers().fireDue();
      const reminder = (await told()).find(each => /Reminder/.test(each));
      expect(reminder).toContain('group:default/platform');
    });
  },
);
