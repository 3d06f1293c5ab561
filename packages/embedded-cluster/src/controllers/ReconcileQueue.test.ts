import type { Controller } from './Controller';
import { ReconcileQueue } from './ReconcileQueue';

const DAY_MS = 86_400_000;

describe('ReconcileQueue', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('does not look at once, and again and again, at what is due in a month', () => {
    let woken = 0;
    // safety: keys are added and taken without looking at the controller.
    const controller = {} as Controller;
    const queue = new ReconcileQueue(controller, () => {
      woken += 1;
    });
    queue.addAfter({ namespace: 'a', name: 'yearly' }, 40 * DAY_MS);
    jest.advanceTimersByTime(DAY_MS);
    expect(woken).toBe(0);
    jest.advanceTimersByTime(24 * DAY_MS);
    expect(woken).toBe(1);
    expect(queue.next()).toEqual({ namespace: 'a', name: 'yearly' });
  });
});
