import { type RetryDelay, retryDelayMs } from '../domain/run/retryDelay';

/**
 * How long to wait before the next try: between half of the doubling delay and all of it, so that what failed together
 * does not come back together.
 */
export function retryWithJitter(attempts: number, delay: RetryDelay): number {
  return Math.round(retryDelayMs(attempts, delay) * (0.5 + Math.random() / 2));
}
