import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { ChangeDetail, VoteRequest } from '@mandate/plugin-mandate-common';
import { pauseChange } from '../change/controlling/pauseChange';
import { takeVoteBack } from '../change/voting/takeVoteBack';
import { DefaultInterventionService } from './DefaultInterventionService';
import {
  approveAsPaul,
  askingPlatform,
  PAUL,
} from '../run/testing/platformApproval';
import { RunHarness } from '../run/testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const ivan = {
  proposer: { kind: 'user', ref: 'user:default/ivan' } as const,
  credentials: mockCredentials.user(),
};

describe.each(databases.eachSupportedId())(
  'Approvals after an override, %s',
  databaseId => {
    let harness: RunHarness;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
      harness.groups.set(PAUL.ref, ['group:default/platform']);
      harness.groups.set(ivan.proposer.ref, ['group:default/incident']);
    });
    afterEach(() => harness.stop());

    const voting = () => ({
      ...harness.proposing,
      people: harness.people,
      kinds: harness.kinds,
    });
    const interventions = () =>
      new DefaultInterventionService({
        store: harness.store,
        people: harness.people,
        roles: {
          override: ['group:default/incident'],
          breakGlass: ['group:default/incident'],
          reviewers: [],
        },
        kinds: harness.kinds,
        reviewWithinMs: 3_600_000,
        // safety: what is answered is not looked at here.
        readChange: async id => ({ id } as ChangeDetail),
      });

    async function untilHeld() {
      const worker = harness.worker({ settings: { holdMs: 60_000 } });
      worker.start();
      await harness.eventually(
        async () =>
          (await harness.knex('mandate_runs').first()).waits_for || undefined,
        'hold',
      );
      await worker.stop();
    }

    async function overriddenThenApprovedAgain(
      conditions: Partial<VoteRequest>,
      overriddenAt = Date.now(),
    ) {
      await harness.setMandate(askingPlatform());
      const { id } = await harness.propose(['a']);
      await approveAsPaul(harness, id, conditions);
      await untilHeld();
      await interventions().override(id, { reason: 'now' }, { caller: ivan });
      await harness.knex('mandate_interventions').update({ at: overriddenAt });
      await new Promise(resolve => setTimeout(resolve, 5));
      await takeVoteBack(voting(), { id, voter: PAUL });
      await approveAsPaul(harness, id, conditions);
      return id;
    }
    const far = () => new Date(Date.now() + 1_000_000).toISOString();

    it.each([
      ['', 0],
      [', also when the clock was set back in between', 3_600_000],
    ])(
      'an approval after an override has its conditions kept%s',
      async (_, byMs) => {
        const id = await overriddenThenApprovedAgain(
          { notBefore: far() },
          Date.now() + byMs,
        );
        harness.worker().start();
        await harness.eventually(
          async () =>
            (await harness.knex('mandate_runs').first()).waits_for ||
            (await harness.change(id)).state === 'succeeded' ||
            undefined,
          'the gate',
        );
        expect(harness.world.effects).toEqual([]);
      },
    );

    it('what an approval asked for after an override can be overridden again', async () => {
      const id = await overriddenThenApprovedAgain({ notBefore: far() });
      await untilHeld();
      await interventions().override(id, { reason: 'now' }, { caller: ivan });
      harness.worker().start();
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toHaveLength(1);
    });

    it('an override sets aside what an approval asked for, also when the clock was set back in between', async () => {
      await harness.setMandate(askingPlatform());
      const { id } = await harness.propose(['a']);
      await approveAsPaul(harness, id, { notBefore: far() });
      await harness
        .knex('mandate_votes')
        .update({ voted_at: Date.now() + 3_600_000 });
      await untilHeld();
      await interventions().override(id, { reason: 'now' }, { caller: ivan });
      harness.worker().start();
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toHaveLength(1);
    });

    it('broken glass runs what waited longer than its approval', async () => {
      await harness.setMandate(askingPlatform());
      const { id } = await harness.propose(['a']);
      await approveAsPaul(harness, id);
      await pauseChange(harness.store, { id, by: PAUL, reason: 'later' });
      await untilHeld();
      await harness
        .knex('mandate_changes')
        .where({ id })
        .update({ expires_at: 1 });
      await interventions().breakGlass(
        id,
        { reason: 'outage', incident: 'INC-1' },
        { caller: ivan },
      );
      harness.worker().start();
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toHaveLength(1);
    });
  },
);
