import fc from 'fast-check';
import { takeToken, type TokenBucket } from './tokenBucket';

const rates = fc.record({
  perMinute: fc.integer({ min: 1, max: 10_000 }),
  burst: fc.integer({ min: 1, max: 1_000 }),
});

describe('takeToken', () => {
  it('lets nobody have more than the burst and what the time since then gives', () => {
    fc.assert(
      fc.property(
        rates,
        fc.array(fc.integer({ min: -50, max: 5_000 }), { maxLength: 200 }),
        (rate, pauses) => {
          let bucket: TokenBucket | undefined;
          let nowMs = 0;
          let furthestMs = 0;
          let backwardsMs = 0;
          let taken = 0;
          for (const pauseMs of pauses) {
            nowMs += pauseMs;
            backwardsMs += Math.max(0, -pauseMs);
            furthestMs = Math.max(furthestMs, nowMs);
            const outcome = takeToken(bucket, rate, nowMs);
            if (outcome.type === 'taken') {
              taken += 1;
              ({ bucket } = outcome);
            }
          }
          // A clock that was set back gives that time twice.
          const passedMs = furthestMs + backwardsMs;
          expect(taken).toBeLessThanOrEqual(
            rate.burst + (passedMs * rate.perMinute) / 60_000 + 1e-6,
          );
        },
      ),
    );
  });

  it('says how long to wait, and gives a token then', () => {
    fc.assert(
      fc.property(rates, rate => {
        const empty = { tokens: 0, atMs: 1_000 };
        const refused = takeToken(empty, rate, 1_000);
        const waitMs = refused.type === 'refused' ? refused.waitMs : 0;
        expect(waitMs).toBeGreaterThan(0);
        expect(takeToken(empty, rate, 1_000 + waitMs).type).toBe('taken');
      }),
    );
  });
});
