/** Answers kept for a moment, so that the questions of one request cost one call. Failures are not kept. */
export class ExpiringCache<Value> {
  readonly #lifetimeMs: number;
  readonly #entries = new Map<
    string,
    { readonly until: number; readonly value: Promise<Value> }
  >();

  constructor(lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs;
  }

  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const now = performance.now();
    const kept = this.#entries.get(key);
    if (kept && kept.until > now) {
      return kept.value;
    }
    this.#dropExpired(now);
    const value = load();
    this.#entries.set(key, { until: now + this.#lifetimeMs, value });
    value.catch(() => this.#entries.delete(key));
    return value;
  }

  #dropExpired(now: number): void {
    for (const [key, { until }] of this.#entries) {
      if (until <= now) {
        this.#entries.delete(key);
      }
    }
  }
}
