import { retryDelayMs } from './retryDelay';

describe('retryDelayMs', () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [10, 30_000],
    [5_000, 30_000],
  ])('waits after attempt %i for %i ms', (attempts, expected) => {
    expect(
      retryDelayMs(attempts, { initialMs: 1_000, maximumMs: 30_000 }),
    ).toBe(expected);
  });
});
