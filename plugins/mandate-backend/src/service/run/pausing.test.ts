import { TestDatabases } from '@backstage/backend-test-utils';
import type { Proposer } from '@mandate/plugin-mandate-common';
import { resolveChange } from '../change/controlling/resolveChange';
import { pauseChange, resumeChange } from '../change/controlling/pauseChange';
import { takeVoteBack } from '../change/voting/takeVoteBack';
import {
  approveAsPaul,
  askingPlatform,
  PAUL,
} from './testing/platformApproval';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const ANN: Proposer = { kind: 'user', ref: 'user:default/ann' };
const bot: Proposer = { kind: 'service', ref: 'bot' };

describe.each(databases.eachSupportedId())(
  'pausing and asking, %s',
  databaseId => {
    let harness: RunHarness;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
    });
    afterEach(() => harness.stop());

    function pause(id: string, by: Proposer = PAUL) {
      return pauseChange(harness.store, { id, by, reason: 'It looks odd.' });
    }

    it('stops before the next effect, and goes on when a person says so', async () => {
      const { id } = await harness.propose(['a', 'b']);
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'calling do a') {
              await pause(id);
            }
          },
        })
        .start();
      await harness.eventually(async () => {
        const { statusWords } = await harness.change(id);
        const { waits_for: waitsFor } = await harness
          .knex('mandate_runs')
          .first();
        return statusWords ===
          'Waits: paused by user:default/paul: It looks odd.' && waitsFor
          ? true
          : undefined;
      }, 'the run to pause');
      expect(harness.world.effects).toEqual(['do a']);
      await resumeChange(harness.store, { id, by: PAUL });
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a', 'do b']);
      expect(await harness.ledgerKinds(id)).toEqual(
        expect.arrayContaining(['paused', 'resumed']),
      );
    });

    it('stays paused when it loses its approval and gets it again', async () => {
      harness.groups.set(PAUL.ref, ['group:default/platform']);
      await harness.setMandate(askingPlatform());
      const { id } = await harness.propose(['a']);
      await approveAsPaul(harness, id);
      await pause(id, ANN);
      const { people, kinds, proposing } = harness;
      await takeVoteBack({ ...proposing, people, kinds }, { id, voter: PAUL });
      await harness.until(id, 'awaiting-approval');
      await approveAsPaul(harness, id);
      harness.worker().start();
      await harness.eventually(async () => {
        const { statusWords } = await harness.change(id);
        return statusWords.startsWith('Waits: paused by user:default/ann')
          ? true
          : undefined;
      }, 'the run to pause');
      expect(harness.world.effects).toEqual([]);
      await resumeChange(harness.store, { id, by: PAUL });
      await harness.until(id, 'succeeded');
    });

    it('can be aborted while it is paused, and what was done is undone', async () => {
      const { id } = await harness.propose(['a', 'b']);
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'calling do a') {
              await pause(id);
            }
          },
        })
        .start();
      await harness.eventually(async () => {
        const { waits_for: waitsFor } = await harness
          .knex('mandate_runs')
          .first();
        return waitsFor ?? undefined;
      }, 'the run to pause');
      await harness.abort(id);
      await harness.until(id, 'undone');
      expect(harness.world.there.size).toBe(0);
    });

    it('lets services pause only what they proposed, and resume nothing', async () => {
      const { id } = await harness.propose(['a']);
      await expect(pause(id, bot)).rejects.toThrow(/Only people can pause/);
      await pause(id);
      await expect(
        resumeChange(harness.store, { id, by: bot }),
      ).rejects.toThrow(/Only a person/);
      await expect(pause(id)).rejects.toThrow(/paused already/);
    });

    it('asks a person about a step that failed, and goes on from it (where the kind wants that)', async () => {
      harness.world.onFailure = 'ask';
      harness.world.refused.add('do b');
      const { id } = await harness.propose(['a', 'b', 'c']);
      harness.worker().start();
      const stuck = await harness.until(id, 'stuck');
      expect(stuck.statusWords).toContain('try again from this step');
      expect(harness.world.effects).toEqual(['do a']);
      harness.world.refused.clear();
      await resolveChange(harness.store, {
        id,
        by: PAUL,
        outcome: 'retry',
        reason: 'There is quota again.',
      });
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a', 'do b', 'do c']);
    });

    it('undoes what was done before the failed step when the person says so', async () => {
      harness.world.onFailure = 'ask';
      harness.world.refused.add('do b');
      const { id } = await harness.propose(['a', 'b']);
      harness.worker().start();
      await harness.until(id, 'stuck');
      await resolveChange(harness.store, {
        id,
        by: PAUL,
        outcome: 'undo',
        reason: 'Petra is ill',
      });
      const { statusWords } = await harness.until(id, 'undone');
      expect(harness.world.there.size).toBe(0);
      expect(statusWords).toBe(
        `As decided by ${PAUL.ref}: Petra is ill. What was done is undone; the target is as it was before.`,
      );
      // In the ledger it is what that person wrote, and can be erased with them.
      await harness.store.sequence();
      const entries = await harness
        .knex('mandate_ledger_entries')
        .where({ change_id: id })
        .pluck('canonical');
      expect(entries.length).toBeGreaterThan(5);
      expect(entries.join('\n')).not.toMatch(/Petra/);
    });

    it('goes on undoing when it got stuck at that, and does nothing of it again on the same approval (I10)', async () => {
      harness.world.refused.add('do b').add('undo a');
      const { id } = await harness.propose(['a', 'b']);
      harness.worker().start();
      await harness.until(id, 'stuck');
      harness.world.refused.clear();
      await resolveChange(harness.store, {
        id,
        by: PAUL,
        outcome: 'retry',
        reason: 'It can be undone now.',
      });
      await harness.until(id, 'undone');
      const { effects } = harness.world;
      expect(effects.filter(effect => effect.startsWith('do '))).toEqual([
        'do a',
      ]);
      expect(harness.world.there.size).toBe(0);
    });
  },
);
