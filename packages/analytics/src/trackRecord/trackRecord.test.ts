import fc from 'fast-check';
import { trackRecordOf } from './trackRecord';

const day = 24 * 3_600_000;
const options = { nowMs: 1_000 * day, halfLifeMs: 90 * day };
const outcome = fc.record({
  endedAtMs: fc.integer({ min: 0, max: 1_000 * day }),
  failed: fc.boolean(),
});

describe('trackRecordOf', () => {
  it('is the prior before any evidence: one in five, and not sure of it', () => {
    const record = trackRecordOf([], options);
    expect(record).toMatchObject({ changes: 0, failures: 0, failureRate: 0.2 });
    expect(record.interval.low).toBeLessThan(0.02);
    expect(record.interval.high).toBeGreaterThan(0.5);
  });

  it('rises with a failure and falls with a success, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 30 }), outcomes => {
        const rate = (failed: boolean) =>
          trackRecordOf(
            [...outcomes, { endedAtMs: options.nowMs, failed }],
            options,
          ).failureRate;
        const now = trackRecordOf(outcomes, options).failureRate;
        expect(rate(true)).toBeGreaterThan(now);
        expect(rate(false)).toBeLessThan(now);
      }),
    );
  });

  it('lets an old outcome count less, by half every half-life', () => {
    const failedAgo = (halfLives: number) =>
      trackRecordOf(
        [
          {
            endedAtMs: options.nowMs - halfLives * options.halfLifeMs,
            failed: true,
          },
        ],
        options,
      ).failureRate;
    expect(failedAgo(0)).toBeCloseTo(2 / 6, 9);
    expect(failedAgo(1)).toBeCloseTo(1.5 / 5.5, 9);
  });

  it('narrows its interval with evidence, and holds the rate within', () => {
    const good = (count: number) =>
      trackRecordOf(
        Array.from({ length: count }, () => ({
          endedAtMs: options.nowMs,
          failed: false,
        })),
        options,
      );
    expect(good(50).interval.high).toBeLessThan(good(5).interval.high);
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 60 }), outcomes => {
        const { failureRate, interval } = trackRecordOf(outcomes, options);
        expect(interval.low).toBeLessThanOrEqual(failureRate);
        expect(interval.high).toBeGreaterThanOrEqual(failureRate);
      }),
    );
  });

  it('counts the failures since the last success', () => {
    const at = (days: number, failed: boolean) => ({
      endedAtMs: days * day,
      failed,
    });
    const record = trackRecordOf(
      [at(4, true), at(1, true), at(2, false), at(3, true)],
      options,
    );
    expect(record.failuresInARow).toBe(2);
  });
});
