import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { ChangeDetail, VoteRequest } from '@mandate/plugin-mandate-common';
import { abortChange } from '../change/controlling/abortChange';
import { DriftLook } from '../change/DriftLook';
import { castVote } from '../change/voting/castVote';
import { takeVoteBack } from '../change/voting/takeVoteBack';
import { openChange } from '../change/openChange';
import { DefaultInterventionService } from '../interventions/DefaultInterventionService';
import { defaultTimerSettings, TimerService } from '../timers/TimerService';
import { pauseChange } from '../change/controlling/pauseChange';
import { resolveChange } from '../change/controlling/resolveChange';
import {
  approveAsPaul,
  askingPlatform,
  PAUL,
} from './testing/platformApproval';
import { FakeWorld } from './testing/FakeWorld';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const PLATFORM = ['group:default/platform'];
const person = (name: string) =>
  ({ kind: 'user', ref: `user:default/${name}` } as const);

describe.each(databases.eachSupportedId())(
  'who is asked and told, and how long is waited, %s',
  databaseId => {
    let harness: RunHarness;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
      for (const name of ['paul', 'pia', 'petra', 'phil']) {
        harness.groups.set(person(name).ref, PLATFORM);
      }
    });
    afterEach(() => harness.stop());

    const voting = () => ({
      ...harness.proposing,
      people: harness.people,
      kinds: harness.kinds,
    });

    async function vote(
      id: string,
      name: string,
      more: Partial<VoteRequest> = {},
    ) {
      const { revision } = await harness.change(id);
      const { digest } = await harness.revision(id, revision);
      await castVote(voting(), {
        id,
        voter: person(name),
        vote: { verdict: 'approve', revision, digest, ...more },
      });
    }

    async function delegate(from: string, to: string) {
      await harness.store.transaction(async tx => {
        const nowMs = await tx.now();
        await tx.delegations.insert({
          id: `${from}-${to}`,
          delegator: person(from).ref,
          delegate: person(to).ref,
          startsAtMs: nowMs - 1000,
          endsAtMs: nowMs + 3_600_000,
          createdAtMs: nowMs,
        });
      });
    }

    function timers() {
      const logger = mockServices.logger.mock();
      const { store, reconsideration, proposing } = harness;
      return new TimerService({
        store,
        reconsideration,
        drift: new DriftLook({ ...proposing, logger }),
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

    it('an abort while it is undone does not use up the patience at once', async () => {
      harness.world.checks = [
        {
          id: 'ready',
          title: 'Ready',
          status: 'failing',
          words: 'No.',
          final: true,
        },
      ];
      const { id } = await harness.propose(['a']);
      harness
        .worker({
          settings: { stepRetry: { initialMs: 5_000, maximumMs: 5_000 } },
          onBoundary: async name => {
            if (name === 'calling undo a') {
              harness.world.isReachable = false;
              await abortChange(harness.store, {
                id,
                by: person('dana'),
                reason: 'impatient',
              }).catch(() => {});
            }
          },
        })
        .start();
      await harness.until(id, 'undoing');
      await new Promise(resolve => setTimeout(resolve, 3_000));
      const change = await harness.change(id);
      expect([
        change.state,
        harness.world.calls.filter(each => each === 'undo a').length,
      ]).toEqual(['undoing', 1]);
    });

    it('an abort of a stuck change is undone with patience', async () => {
      harness.world.onFailure = 'ask';
      harness.world.refused.add('do b');
      const { id } = await harness.propose(['a', 'b']);
      harness
        .worker({
          settings: { stepRetry: { initialMs: 5_000, maximumMs: 5_000 } },
        })
        .start();
      await harness.until(id, 'stuck');
      harness.world.isReachable = false;
      await harness.abort(id);
      await new Promise(resolve => setTimeout(resolve, 3_000));
      expect((await harness.change(id)).state).toBe('undoing');
    });

    it('the same by resolving it: undo', async () => {
      harness.world.onFailure = 'ask';
      harness.world.refused.add('do b');
      const { id } = await harness.propose(['a', 'b']);
      harness
        .worker({
          settings: { stepRetry: { initialMs: 5_000, maximumMs: 5_000 } },
        })
        .start();
      await harness.until(id, 'stuck');
      harness.world.isReachable = false;
      await resolveChange(harness.store, {
        id,
        by: PAUL,
        outcome: 'undo',
        reason: 'x',
      });
      await new Promise(resolve => setTimeout(resolve, 3_000));
      expect((await harness.change(id)).state).toBe('undoing');
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

    it('broken glass runs what waited longer than its approval', async () => {
      const emergencies = interventions();
      await harness.setMandate(askingPlatform());
      const { id } = await harness.propose(['a']);
      await approveAsPaul(harness, id);
      await pauseChange(harness.store, { id, by: PAUL, reason: 'later' });
      harness.worker().start();
      await harness.eventually(
        async () =>
          (
            await harness.knex('mandate_runs').first()
          ).waits_for
            ? true
            : undefined,
        'hold',
      );
      await harness
        .knex('mandate_changes')
        .where({ id })
        .update({ expires_at: 1 });
      await emergencies.breakGlass(
        id,
        { reason: 'outage', incident: 'INC-1' },
        {
          caller: {
            proposer: person('ivan'),
            credentials: mockCredentials.user(),
          },
        },
      );
      await new Promise(resolve => setTimeout(resolve, 1_500));
      const { state, statusWords } = await harness.change(id);
      expect([state, statusWords]).toEqual(['succeeded', expect.anything()]);
    });

    it('what cannot be planned again says so', async () => {
      const { id } = await harness.propose(['a']);
      harness.world.version = '2';
      harness.world.shape = 'square';
      harness.worker().start();
      await harness.until(id, 'planned');
      const { statusWords } = await harness.change(id);
      harness.world.isReachable = false;
      const before = (await told()).length;
      const service = timers();
      for (let i = 0; i < 200; i += 1) {
        await harness.knex('mandate_timers').update({ due_at: 0 });
        await service.fireDue();
      }
      const change = await harness.change(id);
      expect([
        change.state !== 'planned' || change.statusWords !== statusWords,
        (await told()).length > before,
      ]).toEqual([true, true]);
    });

    it('what is refused when it is decided again is told of', async () => {
      const { id } = await harness.propose(['a']);
      await harness.setMandate({
        owner: 'group:default/shop',
        appliesTo: { environments: ['dev'] },
        grants: [{ changes: ['poke'], oversight: 'forbid' }],
        review: { every: 'P3M', by: 'group:default/security' },
      });
      const before = (await told()).length;
      harness.worker().start();
      await harness.until(id, 'planned');
      await timers().fireDue();
      expect((await harness.change(id)).state).toBe('refused');
      expect((await told()).length).toBeGreaterThan(before);
    });

    it('what somebody else aborts before it starts is told of', async () => {
      await harness.setMandate(askingPlatform());
      const { id } = await harness.propose(['a']);
      const before = (await told()).length;
      await abortChange(harness.store, {
        id,
        by: person('mallory'),
        reason: 'no',
      });
      expect((await harness.change(id)).state).toBe('cancelled');
      expect((await told()).length).toBeGreaterThan(before);
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

    function interventions() {
      harness.groups.set(person('ivan').ref, ['group:default/incident']);
      return new DefaultInterventionService({
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
    }
    const ivan = {
      proposer: person('ivan'),
      credentials: mockCredentials.user(),
    };

    it('an approval given after an override has its conditions kept', async () => {
      await harness.setMandate(askingPlatform());
      const { id } = await harness.propose(['a']);
      const far = new Date(Date.now() + 1_000_000).toISOString();
      await approveAsPaul(harness, id, { notBefore: far });
      const worker = harness.worker({ settings: { holdMs: 60_000 } });
      worker.start();
      await harness.eventually(
        async () =>
          (
            await harness.knex('mandate_runs').first()
          ).waits_for
            ? true
            : undefined,
        'hold',
      );
      await worker.stop();
      await interventions().override(id, { reason: 'now' }, { caller: ivan });
      await takeVoteBack(voting(), { id, voter: PAUL });
      await approveAsPaul(harness, id, { notBefore: far });
      harness.worker().start();
      await new Promise(resolve => setTimeout(resolve, 1_000));
      expect([(await harness.change(id)).state, harness.world.effects]).toEqual(
        ['queued', []],
      );
    });

    it('a row that cannot be read does not stop the timers of other changes', async () => {
      await harness.setMandate(askingPlatform());
      const odd = await harness.propose(['a'], { name: 'odd' });
      const other = await harness.propose(['a'], { name: 'other' });
      await harness
        .knex('mandate_revisions')
        .where({ change_id: odd.id })
        .update({ plan: '{}' });
      await harness
        .knex('mandate_timers')
        .where({ change_id: odd.id, kind: 'nudge' })
        .delete();
      await harness.store.transaction(tx =>
        tx.timers.set({ kind: 'nudge', changeId: odd.id, dueAtMs: 1 }),
      );
      await harness
        .knex('mandate_changes')
        .where({ id: other.id })
        .update({ expires_at: 2 });
      await harness.store.transaction(tx =>
        tx.timers.set({ kind: 'expiry', changeId: other.id, dueAtMs: 2 }),
      );
      for (let i = 0; i < 3; i += 1) {
        await timers()
          .fireDue()
          .catch(() => {});
      }
      expect((await harness.change(other.id)).state).toBe('expired');
    });

    it('while it cannot be told how a frozen target stands, the hold is still known', async () => {
      const { id } = await harness.propose(['a']);
      await pauseChange(harness.store, { id, by: PAUL, reason: 'weekend' });
      harness.world.isReachable = false;
      harness
        .worker({ settings: { holdMs: 20, maximumGateUnknown: 5 } })
        .start();
      await new Promise(resolve => setTimeout(resolve, 1_000));
      expect((await harness.change(id)).state).toBe('queued');
    });
  },
);

describe('accepting', () => {
  let harness: RunHarness;
  afterEach(() => harness.stop());

  it('a stuck change that is accepted as done leaves its template instance', async () => {
    const world = new FakeWorld();
    const kind = world.kind();
    harness = await RunHarness.create(await databases.init('SQLITE_3'), {
      kind: {
        ...kind,
        onFailure: 'ask',
        plan: async (context, input) => {
          const outcome = await kind.plan(context, input);
          return outcome.type === 'planned'
            ? {
                ...outcome,
                plan: {
                  ...outcome.plan,
                  template: {
                    name: 'shop',
                    digest: 'd',
                    approved: true,
                    classification: 'standard' as const,
                    reasons: [],
                    values: {},
                  },
                },
              }
            : outcome;
        },
      },
    });
    world.refused.add('do b');
    const { id } = await harness.propose(['a', 'b']);
    harness.worker().start();
    await harness.until(id, 'stuck');
    await resolveChange(harness.store, {
      id,
      by: PAUL,
      outcome: 'accept',
      reason: 'done by hand',
    });
    expect((await harness.change(id)).state).toBe('succeeded');
    expect(await harness.knex('mandate_outcomes').select('failed')).toEqual([
      { failed: 0 },
    ]);
    expect(
      await harness.knex('mandate_template_instances').select('change_id'),
    ).toEqual([{ change_id: id }]);
  });
});
