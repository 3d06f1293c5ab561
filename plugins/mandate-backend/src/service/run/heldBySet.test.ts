import { TestDatabases } from '@backstage/backend-test-utils';
import { ChangeStore } from '../../database/changes/ChangeStore';
import type { Change } from '../../domain/change/change';
import { KERNEL_ACTOR } from '../change/actors';
import { applyTransition } from '../change/applyTransition';
import { proposeChange } from '../change/proposing/proposeChange';
import { RunHarness } from './testing/RunHarness';
import { targetNamed } from './testing/testTargets';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_15'] });
// Where two transactions go on at the same time.
const hasPostgres = databases.eachSupportedId().length > 0;

(hasPostgres ? describe : describe.skip)(
  'a change that waits for one of its set, on PostgreSQL',
  () => {
    let harness: RunHarness;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init('POSTGRES_15'));
    });
    afterEach(async () => {
      jest.restoreAllMocks();
      await harness.stop();
    });

    async function proposeInOrder(...names: readonly string[]) {
      const setId = 'set';
      await harness.store.transaction(async tx =>
        tx.changeSets.insert({
          id: setId,
          title: 'Release',
          proposerRef: 'user:default/dana',
          size: names.length,
          ordered: true,
          stops: false,
          createdAtMs: await tx.now(),
        }),
      );
      const changes: Change[] = [];
      for (const [index, name] of names.entries()) {
        changes.push(
          await proposeChange(harness.proposing, {
            request: {
              kind: 'poke',
              target: targetNamed(name),
              input: { steps: [name] },
            },
            proposer: { kind: 'user', ref: 'user:default/dana' },
            inSet: { setId, position: index + 1 },
          }),
        );
      }
      return changes;
    }

    function withdraw(id: string) {
      return harness.store.transaction(async tx => {
        const change = await tx.changes.getForUpdate(id);
        if (!change) {
          throw new Error(`There is no change ${id}.`);
        }
        await applyTransition(tx, {
          change,
          event: { type: 'withdrawn' },
          entry: { kind: 'ended', actor: KERNEL_ACTOR },
          words: 'Withdrawn.',
        });
      });
    }

    /** Does something after the change was read for the n-th time, before whoever read it goes on. */
    function afterReading(id: string, times: number, act: () => Promise<void>) {
      const { get } = ChangeStore.prototype;
      let readings = 0;
      jest
        .spyOn(ChangeStore.prototype, 'get')
        .mockImplementation(async function read(this: ChangeStore, wanted) {
          const seen = await get.call(this, wanted);
          readings += wanted === id ? 1 : 0;
          if (wanted === id && readings === times) {
            await act();
          }
          return seen;
        });
    }

    // It is read on its way to the gate, at the gate, and when the gate's answer is written down.
    it.each([
      ['is read at the gate', 2, (ending: Promise<void>) => ending],
      ['is written down', 3, async () => {}],
    ])(
      'starts at once when that one ends while what it waits for %s',
      async (_, times, awaited) => {
        const [first, second] = await proposeInOrder('first', 'second');
        await harness
          .knex('mandate_runs')
          .where({ change_id: first.id })
          .update({ due_at: Number.MAX_SAFE_INTEGER });
        let ending: Promise<void> | undefined;
        afterReading(first.id, times, () => {
          ending = withdraw(first.id);
          return awaited(ending);
        });
        harness.worker({ settings: { holdMs: 86_400_000 } }).start();
        await harness.until(second.id, 'succeeded');
        await expect(ending).resolves.toBeUndefined();
        expect(harness.world.effects).toEqual(['do second']);
      },
    );
  },
);
