import { ObjectKey, ResourceType } from '../resources/ResourceType';
import { Controller } from './Controller';

/** The keys one controller has to look at, now or when their time comes; a key is in it at most once. */
export class ReconcileQueue {
  private readonly keys = new Map<string, ObjectKey>();
  private readonly timers = new Map<
    string,
    { due: number; timer: NodeJS.Timeout }
  >();

  constructor(
    readonly controller: Controller,
    private readonly wake: () => void,
  ) {}

  watchesOf(type: ResourceType) {
    return this.controller.watches.filter(watch => watch.type === type);
  }

  add(...keys: ObjectKey[]): void {
    for (const key of keys) {
      this.keys.set(idOf(key), key);
      this.wake();
    }
  }

  /** Keeps the earliest of several due times of one key. */
  addAfter(key: ObjectKey, delayMs: number): void {
    const id = idOf(key);
    const due = Date.now() + delayMs;
    const known = this.timers.get(id);
    if (known && known.due <= due) {
      return;
    }
    clearTimeout(known?.timer);
    const timer = setTimeout(() => {
      this.timers.delete(id);
      this.add(key);
    }, delayMs);
    this.timers.set(id, { due, timer });
  }

  next(): ObjectKey | undefined {
    for (const [id, key] of this.keys) {
      this.keys.delete(id);
      return key;
    }
    return undefined;
  }

  hasWork(): boolean {
    return this.keys.size > 0;
  }

  clear(): void {
    this.keys.clear();
    this.timers.forEach(({ timer }) => clearTimeout(timer));
    this.timers.clear();
  }
}

function idOf({ namespace, name }: ObjectKey): string {
  return `${namespace}/${name}`;
}
