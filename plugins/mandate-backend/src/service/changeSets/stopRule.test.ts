import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type {
  ChangeDetail,
  ChangeSetView,
} from '@mandate/plugin-mandate-common';
import type { MandateSpec } from '@mandate/policy';
import { DriftLook } from '../change/DriftLook';
import { KERNEL_ACTOR } from '../change/actors';
import { applyTransition } from '../change/applyTransition';
import type { ChangeEvent } from '../../domain/change/transition';
import { DefaultInterventionService } from '../interventions/DefaultInterventionService';
import { RunHarness } from '../run/testing/RunHarness';
import { defaultTimerSettings, TimerService } from '../timers/TimerService';
import { DefaultChangeSetService } from './DefaultChangeSetService';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const caller = {
  proposer: { kind: 'user' as const, ref: 'user:default/dana' },
  credentials: mockCredentials.user('user:default/dana'),
};
const poke = (name: string, steps: readonly string[] = [name]) => ({
  kind: 'poke',
  target: { entityRef: `component:default/${name}`, environment: 'dev' },
  input: { steps: [...steps] },
});
const nobodyPokesTheFirst: MandateSpec = {
  owner: 'group:default/shop',
  appliesTo: { environments: ['dev'] },
  grants: [
    { changes: ['poke'], oversight: 'autonomous' },
    {
      changes: ['poke'],
      when: 'target.workload == "first"',
      oversight: 'forbid',
    },
  ],
  review: { every: 'P3M', by: 'group:default/security' },
};

describe.each(databases.eachSupportedId())(
  'the stop rule of change sets, %s',
  databaseId => {
    let harness: RunHarness;
    let changeSets: DefaultChangeSetService;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
      const { proposing, people, kinds } = harness;
      changeSets = new DefaultChangeSetService({
        proposing,
        voting: { ...proposing, people, kinds },
      });
    });
    afterEach(() => harness.stop());

    function propose(
      changes: readonly ReturnType<typeof poke>[],
      ordered = false,
    ): Promise<ChangeSetView> {
      return changeSets.propose(
        {
          title: 'Release',
          changes: [...changes],
          ordered,
          stopOnFailure: true,
        },
        { caller },
      );
    }

    async function happen(id: string, events: readonly ChangeEvent[]) {
      await harness.store.transaction(async tx => {
        for (const event of events) {
          const change = await tx.changes.getForUpdate(id);
          if (!change) {
            throw new Error(`There is no change ${id}.`);
          }
          await applyTransition(tx, {
            change,
            event,
            entry: { kind: 'step-observed', actor: KERNEL_ACTOR },
            words: 'It failed.',
          });
        }
      });
    }

    /** What the ends of all changes of a set but one say that they ended for. */
    async function causesOfEnds(
      { changes }: ChangeSetView,
      but: string,
    ): Promise<readonly unknown[]> {
      await harness.store.sequence();
      const ends = await harness
        .knex('mandate_ledger_entries')
        .where({ kind: 'ended' })
        .whereIn(
          'change_id',
          changes.map(({ id }) => id),
        )
        .whereNot({ change_id: but })
        .select('canonical');
      return ends.map(({ canonical }) => JSON.parse(canonical).data.by);
    }

    function timers() {
      const logger = mockServices.logger.mock();
      const { store, reconsideration } = harness;
      return new TimerService({
        store,
        reconsideration,
        drift: new DriftLook({
          ...harness.proposing,
          kinds: harness.kinds,
          logger,
        }),
        logger,
        settings: defaultTimerSettings,
      });
    }

    it.each([true, false])(
      'counts for changes that are proposed after one was refused (ordered: %p)',
      async ordered => {
        await harness.setMandate(nobodyPokesTheFirst);
        const set = await propose(
          [poke('first'), poke('second'), poke('third')],
          ordered,
        );
        expect(set.changes.map(({ state }) => state)).toEqual([
          'refused',
          'cancelled',
          'cancelled',
        ]);
        expect(set.progress.state).toBe('stopped');
        expect(set.changes.map(({ plan }) => plan)).toEqual([
          expect.any(String),
          expect.any(String),
          expect.any(String),
        ]);
        harness.worker().start();
        const { id } = await harness.propose(['alone'], { name: 'fourth' });
        await harness.until(id, 'succeeded');
        expect(harness.world.effects).toEqual(['do alone']);
      },
    );

    it('keeps whom an agent acts for from voting, as for a change alone (I3)', async () => {
      const agent = { kind: 'agent' as const, ref: 'agent:bot' };
      const set = await changeSets.propose(
        {
          title: 'Release',
          ordered: false,
          stopOnFailure: true,
          changes: ['first', 'second'].map(name => ({
            ...poke(name),
            onBehalfOf: 'user:default/ada',
          })),
        },
        { caller: { ...caller, proposer: agent, mayNamePerson: true } },
      );
      const { proposer } = await harness.change(set.changes[0].id);
      expect(proposer).toMatchObject({
        ...agent,
        onBehalfOf: 'user:default/ada',
      });
    });

    it.each([true, false])(
      'goes on past a change that became needless (ordered: %p)',
      async ordered => {
        const set = await propose([poke('first'), poke('second')], ordered);
        const [first, second] = set.changes;
        await harness.knex('mandate_runs').update({
          due_at: Number.MAX_SAFE_INTEGER,
        });
        // Somebody did by hand what the first one should bring.
        harness.world.isNeedless = true;
        await harness
          .knex('mandate_changes')
          .where({ id: first.id })
          .update({ state: 'planned' });
        await harness.reconsideration.reconsider(first.id, 'It drifted.');
        harness.world.isNeedless = false;
        expect((await harness.change(first.id)).state).toBe('superseded');
        expect((await changeSets.get(set.id)).progress.state).toBe('under-way');
        await harness.knex('mandate_runs').update({ due_at: 0 });
        harness.worker().start();
        await harness.until(second.id, 'succeeded');
        expect((await changeSets.get(set.id)).progress).toMatchObject({
          state: 'succeeded',
          succeeded: 1,
          needless: 1,
        });
      },
    );

    it('still stops for a change that a newer one from outside replaces', async () => {
      harness.world.replacesQueued = true;
      const set = await propose([poke('first'), poke('second')]);
      await harness.propose(['alone'], { name: 'first' });
      const { changes, progress } = await changeSets.get(set.id);
      expect(changes.map(({ state }) => state)).toEqual([
        'superseded',
        'cancelled',
      ]);
      expect(progress.state).toBe('stopped');
    });

    it.each([0, 2])(
      'says who aborted which change, and names it to the others (position %d)',
      async position => {
        const set = await propose([
          poke('first'),
          poke('second'),
          poke('third'),
        ]);
        const aborted = set.changes[position];
        await harness.abort(aborted.id);
        const after = await changeSets.get(set.id);
        expect(after.progress).toMatchObject({
          state: 'stopped',
          words: `0 of 3 succeeded; what had not started was cancelled, because dana aborted '${aborted.title}'.`,
        });
        const causes = await causesOfEnds(set, aborted.id);
        expect(causes).toEqual([aborted.id, aborted.id]);
        expect(after.changes[1].statusWords).toBe(
          `Cancelled, because dana aborted '${aborted.title}' of the same set. Nothing was done.`,
        );
      },
    );

    it('says who aborted a change that had begun', async () => {
      const set = await propose([poke('first'), poke('second')], true);
      const [first, second] = set.changes;
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'before finish-step first') {
              await harness.abort(first.id);
            }
          },
        })
        .start();
      await harness.until(second.id, 'cancelled');
      const { progress } = await changeSets.get(set.id);
      expect(progress).toMatchObject({
        state: 'stopped',
        words: expect.stringContaining(`dana aborted '${first.title}'`),
      });
    });

    it('names the change that did not succeed to all others', async () => {
      const set = await propose([poke('first'), poke('second'), poke('third')]);
      const [first] = set.changes;
      await happen(first.id, [{ type: 'withdrawn' }]);
      expect(await causesOfEnds(set, first.id)).toEqual([first.id, first.id]);
    });

    it('reaches a change whose run has begun, as long as it had no effect', async () => {
      const set = await propose([
        poke('first'),
        poke('second', ['look', 'second']),
      ]);
      const [first, second] = set.changes;
      await happen(first.id, [
        { type: 'started' },
        { type: 'step-failed', effects: true },
      ]);
      await harness.knex('mandate_runs').where({ change_id: first.id }).update({
        due_at: Number.MAX_SAFE_INTEGER,
      });
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'before gate-then-intend second') {
              await happen(first.id, [{ type: 'undone' }]);
            }
          },
        })
        .start();
      await harness.until(second.id, 'cancelled');
      expect(harness.world.effects).toEqual(['do look']);
      expect((await harness.change(second.id)).statusWords).toContain(
        `because '${first.title}' of the same set did not succeed`,
      );
    });

    it('is not met by changes of one set on one target, which do not replace each other', async () => {
      harness.world.replacesQueued = true;
      const set = await propose([poke('first', ['a']), poke('first', ['b'])]);
      expect(set.changes.map(({ state }) => state)).toEqual([
        'queued',
        'queued',
      ]);
    });

    it('cannot be passed by breaking the glass of a change that waits for its turn', async () => {
      const set = await propose([poke('first'), poke('second')], true);
      const [first, second] = set.changes;
      await harness.knex('mandate_runs').where({ change_id: first.id }).update({
        due_at: Number.MAX_SAFE_INTEGER,
      });
      harness.worker().start();
      await harness.eventually(async () => {
        const run = await harness
          .knex('mandate_runs')
          .where({ change_id: second.id })
          .first();
        return run.waits_for ?? undefined;
      }, 'the second change to wait');
      harness.groups.set('user:default/ida', ['group:default/commanders']);
      const ida = 'user:default/ida';
      const { kinds, store, people } = harness;
      const breaking = new DefaultInterventionService({
        kinds,
        store,
        people,
        roles: {
          override: [],
          breakGlass: ['group:default/commanders'],
          reviewers: [],
        },
        reviewWithinMs: 86_400_000,
        // safety: refused before anything is read.
        readChange: async id => ({ id } as ChangeDetail),
      }).breakGlass(
        second.id,
        { reason: 'down', incident: 'https://incidents.example/1' },
        {
          caller: {
            proposer: { kind: 'user', ref: ida },
            credentials: mockCredentials.user(ida),
          },
        },
      );
      await expect(breaking).rejects.toThrow(/the other changes of its set/);
    });

    describe('when the portal dies while a set is proposed', () => {
      async function proposeHalf() {
        let planned = 0;
        const dead = new Promise<never>(() => {});
        const { proposing, people, kinds } = harness;
        const dying = new DefaultChangeSetService({
          voting: { ...proposing, people, kinds },
          proposing: {
            ...proposing,
            assessing: {
              assess: async request => {
                planned += 1;
                return planned > 1 ? dead : proposing.assessing.assess(request);
              },
            },
          },
        });
        void dying.propose(
          {
            title: 'Release',
            changes: [poke('first'), poke('second')],
            ordered: false,
            stopOnFailure: true,
            idempotencyKey: 'release',
          },
          { caller },
        );
        return harness.eventually(async () => {
          const [row] = await harness.knex('mandate_changes').select('id');
          return row && planned > 1 ? String(row.id) : undefined;
        }, 'the first change of the set');
      }

      it('gives what was proposed up after a while, and tells the proposer', async () => {
        const id = await proposeHalf();
        await timers().fireDue();
        expect((await harness.change(id)).state).toBe('queued');
        await harness.knex('mandate_changes').update({ created_at: 1 });
        await harness.knex('mandate_timers').update({ due_at: 1 });
        await timers().fireDue();
        const { state, statusWords } = await harness.change(id);
        expect(state).toBe('cancelled');
        expect(statusWords).toContain('rest of its set');
        expect(await harness.messages()).toEqual(
          expect.arrayContaining([
            expect.objectContaining({
              recipients: ['user:default/dana'],
              description: expect.stringContaining('1 of 2'),
            }),
          ]),
        );
      });

      it('is completed when it is proposed again with its key', async () => {
        const id = await proposeHalf();
        const set = await changeSets.propose(
          {
            title: 'Release',
            changes: [poke('first'), poke('second')],
            ordered: false,
            stopOnFailure: true,
            idempotencyKey: 'release',
          },
          { caller },
        );
        expect(set.changes).toHaveLength(2);
        expect(set.changes[0].id).toBe(id);
        expect(set.progress.state).toBe('under-way');
      });

      it('waits for one that only takes long', async () => {
        const id = await proposeHalf();
        await harness.knex('mandate_timers').update({ due_at: 1 });
        await timers().fireDue();
        expect((await harness.change(id)).state).toBe('queued');
        const [timer] = await harness.knex('mandate_timers');
        expect(Number(timer.due_at)).toBeGreaterThan(Date.now());
      });
    });
  },
);
