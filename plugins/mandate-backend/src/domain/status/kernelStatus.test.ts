import { judgeBacklog } from './kernelStatus';

const nowMs = 1_000_000;

describe('judgeBacklog', () => {
  it('is well when nothing waits', () => {
    const { status, checks } = judgeBacklog({ nowMs, deadLetters: 0 });
    expect(status).toBe('ok');
    expect(checks.map(check => check.status)).toEqual(
      Array.from({ length: 5 }, () => 'ok'),
    );
  });

  it('is well when something waits for a moment, and tells for how long', () => {
    const { status, checks } = judgeBacklog({
      nowMs,
      runDueSinceMs: nowMs - 5_000,
      deadLetters: 0,
    });
    expect(status).toBe('ok');
    expect(checks).toContainEqual(
      expect.objectContaining({ id: 'runs', oldestSeconds: 5 }),
    );
  });

  it.each([
    ['ledger', 'unsequencedSinceMs'],
    ['runs', 'runDueSinceMs'],
    ['messages', 'messageDueSinceMs'],
    ['timers', 'timerDueSinceMs'],
  ])('is late when the %s do not keep up', (id, since) => {
    const { status, checks } = judgeBacklog({
      nowMs,
      deadLetters: 0,
      [since]: nowMs - 600_000,
    });
    expect(status).toBe('late');
    expect(checks.filter(check => check.status === 'late')).toEqual([
      expect.objectContaining({ id, oldestSeconds: 600 }),
    ]);
  });
});
