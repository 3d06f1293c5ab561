import {
  mockCredentials,
  TestDatabases,
  mockServices,
} from '@backstage/backend-test-utils';
import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import { pauseChange } from '../change/controlling/pauseChange';
import { takeVoteBack } from '../change/voting/takeVoteBack';
import { DefaultInterventionService } from '../interventions/DefaultInterventionService';
import { defaultTimerSettings, TimerService } from '../timers/TimerService';
import {
  approveAsPaul,
  askingPlatform,
  PAUL,
} from './testing/platformApproval';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const COMMANDERS = ['group:default/commanders'];
const IDA = {
  caller: {
    proposer: { kind: 'user', ref: 'user:default/ida' },
    credentials: mockCredentials.user('user:default/ida'),
  },
} as const;

describe.each(databases.eachSupportedId())(
  'Interventions on plans, %s',
  databaseId => {
    let harness: RunHarness;
    let interventions: DefaultInterventionService;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
      harness.groups
        .set(PAUL.ref, ['group:default/platform'])
        .set('user:default/ida', COMMANDERS);
      await harness.setMandate(askingPlatform({ count: 2 }));
      interventions = new DefaultInterventionService({
        kinds: harness.kinds,
        store: harness.store,
        people: harness.people,
        roles: {
          override: COMMANDERS,
          breakGlass: COMMANDERS,
          reviewers: ['group:default/security'],
        },
        reviewWithinMs: 86_400_000,
        // safety: these tests look at what is stored, not at what is answered.
        readChange: async id => ({ id } as ChangeDetail),
      });
    });
    afterEach(() => harness.stop());

    const breakGlass = (id: string) =>
      interventions.breakGlass(
        id,
        { reason: 'down', incident: 'https://incidents.example.com/12' },
        IDA,
      );
    it('broken glass replaces what waits to start, as an approval does', async () => {
      harness.world.replacesQueued = true;
      await harness.setMandate(askingPlatform());
      const older = await harness.propose(['a']);
      await approveAsPaul(harness, older.id);
      const newer = await harness.propose(['b']);
      await breakGlass(newer.id);
      const states = [older, newer].map(
        async ({ id }) => (await harness.change(id)).state,
      );
      expect(await Promise.all(states)).toEqual(['superseded', 'queued']);
    });

    it('broken glass stays broken when a vote is taken back', async () => {
      const { id } = await harness.propose(['a']);
      await approveAsPaul(harness, id);
      await breakGlass(id);
      const { people, kinds, proposing } = harness;
      await takeVoteBack({ ...proposing, people, kinds }, { id, voter: PAUL });
      await expect(harness.change(id)).resolves.toMatchObject({
        state: 'queued',
      });
      harness.worker().start();
      await harness.until(id, 'succeeded');
    });

    it('a change that somebody paused goes on when the glass is broken', async () => {
      await harness.setMandate(askingPlatform());
      const { id } = await harness.propose(['a']);
      await approveAsPaul(harness, id);
      await pauseChange(harness.store, { id, by: PAUL, reason: 'Odd.' });
      const { people, kinds, proposing } = harness;
      await takeVoteBack({ ...proposing, people, kinds }, { id, voter: PAUL });
      await breakGlass(id);
      harness.worker().start();
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a']);
    });

    it('glass that was broken for one plan is whole for the next, and can be broken again', async () => {
      const { id } = await harness.propose(['a']);
      await breakGlass(id);
      await expect(breakGlass(id)).rejects.toThrow(/for this plan already/);
      harness.world.version = '2';
      harness.world.shape = 'square';
      harness.worker().start();
      await harness.until(id, 'planned');
      await new TimerService({
        store: harness.store,
        reconsideration: harness.reconsideration,
        drift: { look: async () => 'as-planned' },
        logger: mockServices.logger.mock(),
        settings: defaultTimerSettings,
      }).fireDue();
      await harness.until(id, 'awaiting-approval');
      expect(harness.world.effects).toEqual([]);
      await breakGlass(id);
      await harness.until(id, 'succeeded');
      const { store } = harness;
      const all = await store.read(tx => tx.interventions.ofChange(id));
      expect(all.map(({ revision }) => revision)).toEqual([1, 2]);
    });

    it('of two broken glasses of one person at once, one is refused', async () => {
      const ids = [];
      for (const step of ['a', 'b', 'c', 'd']) {
        ids.push((await harness.propose([step])).id);
      }
      const outcomes = await Promise.allSettled(ids.map(breakGlass));
      expect(outcomes.map(({ status }) => status).sort()).toEqual([
        'fulfilled',
        'rejected',
        'rejected',
        'rejected',
      ]);
    });
  },
);
