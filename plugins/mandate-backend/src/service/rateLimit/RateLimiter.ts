import { CustomErrorBase } from '@backstage/errors';
import {
  type Rate,
  takeToken,
  type TokenBucket,
} from '../../domain/rateLimit/tokenBucket';
import type { Caller } from '../change/ChangeService';
import type { RateLimits } from '../settings/rateLimitSettings';

/** Callers beyond that are rare; those who called longest ago are forgotten, which only gives them a full rate again. */
const MAX_CALLERS = 10_000;

/** Somebody calls too often; `retryAfterSeconds` says when to call again. */
export class TooManyRequestsError extends CustomErrorBase {
  readonly statusCode = 429;
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(
      `You call too often, so this call did nothing. Wait ${retryAfterSeconds} s and repeat it; what you sent before was done.`,
    );
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Keeps each principal to its rate: a person, or an agent, service or plugin. An agent that acts for several people has
 * a rate for each of them. Every replica counts for itself.
 */
export class RateLimiter {
  readonly #limits: RateLimits;
  readonly #now: () => number;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(
    limits: RateLimits,
    /** A clock in milliseconds that never goes back. */
    now: () => number = () => performance.now(),
  ) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Counts a call. Throws {@link TooManyRequestsError} when it is one too many. */
  demand({ proposer }: Pick<Caller, 'proposer'>): void {
    const rate = this.#rateOf(proposer.kind);
    const key = `${proposer.kind} ${proposer.ref} ${proposer.onBehalfOf ?? ''}`;
    const taken = takeToken(this.#buckets.get(key), rate, this.#now());
    if (taken.type === 'refused') {
      throw new TooManyRequestsError(Math.ceil(taken.waitMs / 1_000));
    }
    this.#remember(key, taken.bucket);
  }

  #rateOf(kind: Caller['proposer']['kind']): Rate {
    return kind === 'user' ? this.#limits.people : this.#limits.machines;
  }

  #remember(key: string, bucket: TokenBucket): void {
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MAX_CALLERS && oldest !== undefined) {
      this.#buckets.delete(oldest);
    }
  }
}
