/** Keeps the most recently used values, up to a size. */
export class RecentlyUsed<Value> {
  private readonly values = new Map<string, Value>();

  constructor(private readonly size: number) {}

  getOrCreate(key: string, create: () => Value): Value {
    const known = this.values.get(key);
    const value = known ?? create();
    this.values.delete(key);
    this.values.set(key, value);
    if (this.values.size > this.size) {
      for (const oldest of this.values.keys()) {
        this.values.delete(oldest);
        break;
      }
    }
    return value;
  }
}
