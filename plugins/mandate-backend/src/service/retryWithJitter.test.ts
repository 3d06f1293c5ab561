import fc from 'fast-check';
import { retryDelayMs } from '../domain/run/retryDelay';
import { retryWithJitter } from './retryWithJitter';

const delay = { initialMs: 1_000, maximumMs: 60_000 };

describe('retryWithJitter', () => {
  it('waits for between half of the doubling delay and all of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), attempts => {
        const full = retryDelayMs(attempts, delay);
        const waited = retryWithJitter(attempts, delay);
        expect(waited).toBeGreaterThanOrEqual(full / 2);
        expect(waited).toBeLessThanOrEqual(full);
      }),
    );
  });

  it('brings what failed together back at different times', () => {
    const times = Array.from({ length: 50 }, () => retryWithJitter(5, delay));
    expect(new Set(times).size).toBeGreaterThan(25);
  });
});
