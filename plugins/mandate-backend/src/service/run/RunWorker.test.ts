import { TestDatabases } from '@backstage/backend-test-utils';
import type { Check } from '@mandate/plugin-mandate-node';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const failing: Check = {
  id: 'ready',
  title: 'Ready',
  status: 'failing',
  words: 'It crashes.',
};

describe.each(databases.eachSupportedId())('RunWorker, %s', databaseId => {
  let harness: RunHarness;

  beforeEach(async () => {
    harness = await RunHarness.create(await databases.init(databaseId));
  });
  afterEach(() => harness.stop());

  it('records gate, intent, observation and end of each change in the ledger (I6)', async () => {
    const { id } = await harness.propose(['a']);
    harness.worker().start();
    await harness.until(id, 'succeeded');
    expect(await harness.ledgerKinds(id)).toEqual([
      'proposed',
      'planned',
      'assessed',
      'decided',
      'gate-passed',
      'step-intended',
      'step-observed',
      'step-observed',
      'verified',
      'ended',
    ]);
    expect(await harness.messages()).toContainEqual(
      expect.objectContaining({
        recipients: ['user:default/dana'],
        title: 'Done: Poke it',
      }),
    );
  });

  it('logs what a change kind did not foresee with the change, and shows none of its words (I12)', async () => {
    harness.world.oddity = 'GET https://robot:s3cret@cluster.example failed';
    const { id } = await harness.propose(['a']);
    harness.worker().start();
    await harness.eventually(
      async () => harness.errorLog[0],
      'something in the log',
    );
    expect(harness.errorLog[0]).toMatchObject({
      changeId: id,
      message: expect.stringContaining("change kind 'poke' failed"),
    });
    harness.world.oddity = undefined;
    await harness.until(id, 'succeeded');
    const stored = JSON.stringify(await harness.knex('mandate_steps'));
    expect(stored).not.toContain('s3cret');
  });

  describe('verification', () => {
    it('undoes the change when a final check fails', async () => {
      harness.world.checks = [{ ...failing, final: true }];
      const { id } = await harness.propose(['a']);
      harness.worker().start();
      const change = await harness.until(id, 'undone');
      expect(change.statusWords).toContain('Failed: "Ready". It crashes.');
      expect(harness.world.effects).toEqual(['do a', 'undo a']);
    });

    it('undoes the change at the deadline when there is no data', async () => {
      harness.world.checks = [];
      harness.world.verification = { soakSeconds: 0, deadlineSeconds: 0.05 };
      const { id } = await harness.propose(['a']);
      harness.worker().start();
      await harness.until(id, 'undone');
      expect(harness.world.there.size).toBe(0);
    });

    it('does not undo what is well because nobody looked until the deadline was over', async () => {
      harness.world.verification = { soakSeconds: 0.05, deadlineSeconds: 60 };
      harness.world.checks = [{ ...failing, status: 'pending' }];
      const { id } = await harness.propose(['a']);
      const first = harness.worker();
      first.start();
      await harness.until(id, 'verifying');
      await first.stop();
      const hourMs = 3_600_000;
      await harness.knex('mandate_runs').decrement('deadline_at', hourMs);
      await harness.knex('mandate_checks').decrement('observed_at', hourMs);
      harness.world.checks = [{ ...failing, status: 'passing' }];
      harness.worker().start();
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a']);
    });

    it('does not count the time in which a check did not pass as soak', async () => {
      harness.world.verification = { soakSeconds: 0.2, deadlineSeconds: 30 };
      harness.world.checks = [failing];
      const { id } = await harness.propose(['a']);
      harness.worker().start();
      await harness.until(id, 'verifying');
      harness.world.checks = [{ ...failing, status: 'passing' }];
      const change = await harness.until(id, 'succeeded');
      const run = await harness.knex('mandate_runs').first();
      const soakedMs = Number(change.endedAtMs) - Number(run.soak_started_at);
      expect(soakedMs).toBeGreaterThanOrEqual(200);
    });
  });

  describe('a step', () => {
    it('is stuck when its effect cannot be told for too long, and a person is told', async () => {
      const { id } = await harness.propose(['a']);
      const worker = harness.worker({
        onBoundary: async name => {
          if (name === 'calling do a') {
            harness.world.isReachable = false;
          }
        },
      });
      worker.start();
      const change = await harness.until(id, 'stuck');
      expect(change.statusWords).toContain('cannot be told');
      expect(await harness.messages()).toContainEqual(
        expect.objectContaining({ severity: 'critical' }),
      );
    });

    it('goes on when the cluster answers again', async () => {
      const { id } = await harness.propose(['a', 'b']);
      let wasCutOff = false;
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'before act b' && !wasCutOff) {
              wasCutOff = true;
              harness.world.isReachable = false;
            }
            if (name === 'before wait b') {
              harness.world.isReachable = true;
            }
          },
        })
        .start();
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a', 'do b']);
    });

    it('that is refused has what was done before undone', async () => {
      harness.world.refused.add('do b');
      const { id } = await harness.propose(['a', 'b']);
      harness.worker().start();
      const change = await harness.until(id, 'undone');
      expect(change.statusWords).toContain('The quota is used up.');
      expect(harness.world.effects).toEqual(['do a', 'undo a']);
    });

    it('whose undo is refused leaves the change stuck with the difference listed (I10)', async () => {
      harness.world.refused.add('do b').add('undo a');
      const { id } = await harness.propose(['a', 'b']);
      harness.worker().start();
      const change = await harness.until(id, 'stuck');
      expect(change.statusWords).toContain("'Step a'");
    });
  });

  describe('an abort', () => {
    it.each([
      'before observe a',
      'after observe a',
      'before act a',
      'after act a',
      'before finish-step a',
      'before gate-then-intend b',
      'before start-verification',
      'before verify',
    ])('wins at the boundary "%s"', async boundary => {
      const { id } = await harness.propose(['a', 'b']);
      let isAborted = false;
      harness
        .worker({
          onBoundary: async name => {
            if (name === boundary && !isAborted) {
              isAborted = true;
              await harness.abort(id);
            }
          },
        })
        .start();
      const change = await harness.until(id, 'undone');
      expect(change.statusWords).toContain('wrong image');
      expect(harness.world.there.size).toBe(0);
      expect(harness.world.count('do a')).toBeLessThanOrEqual(1);
      const kinds = await harness.ledgerKinds(id);
      expect(kinds.filter(kind => kind === 'abort-requested')).toHaveLength(1);
      const moved = await harness
        .knex('mandate_ledger_entries')
        .where({ change_id: id })
        .whereLike('canonical', '%"event":"aborted"%')
        .select('canonical');
      // The reason stands where it was given.
      expect(
        moved.map(({ canonical }) => JSON.parse(canonical).data.reason),
      ).toEqual([undefined]);
    });

    it('before the first effect cancels, without an effect', async () => {
      const { id } = await harness.propose(['look', 'a']);
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'before gate-then-intend a') {
              await harness.abort(id);
            }
          },
        })
        .start();
      await harness.until(id, 'cancelled');
      expect(harness.world.effects).toEqual(['do look']);
    });

    it('of a stuck change undoes it', async () => {
      harness.world.refused.add('do b').add('undo a');
      const { id } = await harness.propose(['a', 'b']);
      harness.worker().start();
      await harness.until(id, 'stuck');
      harness.world.refused.delete('undo a');
      await harness.abort(id);
      await harness.until(id, 'undone');
      expect(harness.world.there.size).toBe(0);
    });
  });

  it('runs one change on a target at a time, and says what the other waits for', async () => {
    harness.world.checks = [failing];
    const first = await harness.propose(['a']);
    const worker = harness.worker();
    worker.start();
    await harness.until(first.id, 'verifying');
    const second = await harness.propose(['b']);
    await harness.eventually(async () => {
      const { statusWords } = await harness.change(second.id);
      return statusWords.includes(first.id) || undefined;
    }, 'the second change to wait for the first');
    harness.world.checks = [{ ...failing, status: 'passing' }];
    await harness.until(first.id, 'succeeded');
    await harness.until(second.id, 'succeeded');
    expect(harness.world.effects).toEqual(['do a', 'do b']);
  });

  it('refuses the writes of a paused owner that comes back with an old fence (I2)', async () => {
    const { id } = await harness.propose(['a', 'b']);
    let resume: () => void = () => {};
    const paused = new Promise<void>(reached => {
      harness
        .worker({
          settings: { concurrency: 1 },
          onBoundary: async name => {
            if (name === 'calling do b') {
              reached();
              await new Promise<void>(resolve => {
                resume = resolve;
              });
            }
          },
        })
        .start();
    });
    await paused;
    await harness.endLeases();
    harness.worker().start();
    const done = await harness.until(id, 'succeeded');
    resume();
    await harness.stop();
    expect(await harness.change(id)).toEqual(done);
    expect(harness.world.effects).toEqual(['do a', 'do b']);
  });

  it('gives its runs back when it stops, and another worker resumes them', async () => {
    harness.world.checks = [failing];
    const { id } = await harness.propose(['a']);
    const first = harness.worker();
    first.start();
    await harness.until(id, 'verifying');
    await first.stop();
    harness.world.checks = [{ ...failing, status: 'passing' }];
    harness.worker().start();
    await harness.until(id, 'succeeded');
    expect(harness.world.effects).toEqual(['do a']);
  });
});
