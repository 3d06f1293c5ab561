import { TestDatabases } from '@backstage/backend-test-utils';
import type { Proposer } from '@mandate/plugin-mandate-common';
import { pauseChange, resumeChange } from '../change/controlling/pauseChange';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const paul: Proposer = { kind: 'user', ref: 'user:default/paul' };
const bot: Proposer = { kind: 'service', ref: 'bot' };

describe.each(databases.eachSupportedId())('pausing, %s', databaseId => {
  let harness: RunHarness;

  beforeEach(async () => {
    harness = await RunHarness.create(await databases.init(databaseId));
  });
  afterEach(() => harness.stop());

  function pause(id: string, by = paul) {
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
      return statusWords === 'Paused by paul: It looks odd.' && waitsFor
        ? true
        : undefined;
    }, 'the run to pause');
    expect(harness.world.effects).toEqual(['do a']);
    await resumeChange(harness.store, { id, by: paul });
    await harness.until(id, 'succeeded');
    expect(harness.world.effects).toEqual(['do a', 'do b']);
    expect(await harness.ledgerKinds(id)).toEqual(
      expect.arrayContaining(['paused', 'resumed']),
    );
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
    await expect(resumeChange(harness.store, { id, by: bot })).rejects.toThrow(
      /Only a person/,
    );
    await expect(pause(id)).rejects.toThrow(/paused already/);
  });
});
