/** How often somebody may ask. */
export interface Rate {
  /** So many calls a minute in the long run. */
  readonly perMinute: number;
  /** So many at once, after a pause. */
  readonly burst: number;
}

/** What is left of a rate, at a moment in milliseconds. */
export interface TokenBucket {
  readonly tokens: number;
  readonly atMs: number;
}

/** The bucket after a call; `refused` with how long to wait until there is a token again. */
export type Taken =
  | { readonly type: 'taken'; readonly bucket: TokenBucket }
  | { readonly type: 'refused'; readonly waitMs: number };

/** Takes one token of a bucket that fills all the time; a missing bucket is full. */
export function takeToken(
  bucket: TokenBucket | undefined,
  { perMinute, burst }: Rate,
  nowMs: number,
): Taken {
  const perMs = perMinute / 60_000;
  const passedMs = bucket ? Math.max(0, nowMs - bucket.atMs) : 0;
  const tokens = bucket
    ? Math.min(burst, bucket.tokens + passedMs * perMs)
    : burst;
  return tokens >= 1
    ? { type: 'taken', bucket: { tokens: tokens - 1, atMs: nowMs } }
    : { type: 'refused', waitMs: Math.ceil((1 - tokens) / perMs) };
}
