import { Clock, SYSTEM_CLOCK } from '../clock/Clock';
import { ObjectKey, ResourceType } from '../resources/ResourceType';
import { Controller } from './Controller';

/** The longest that a timer of Node takes; what is due later is looked at then, and put off again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The keys one controller has to look at, now or when their time comes; a key is in it at most once. */
export class ReconcileQueue {
  private readonly keys = new Map<string, ObjectKey>();
  private readonly timers = new Map<
    string,
    { due: number; callOff: () => void }
  >();

  constructor(
    readonly controller: Controller,
    private readonly wake: () => void,
    private readonly clock: Clock = SYSTEM_CLOCK,
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
    const waitMs = Math.min(delayMs, LONGEST_TIMER_MS);
    const due = this.clock.nowMs() + waitMs;
    const known = this.timers.get(id);
    if (known && known.due <= due) {
      return;
    }
    known?.callOff();
    const callOff = this.clock.after(waitMs, () => {
      this.timers.delete(id);
      this.add(key);
    });
    this.timers.set(id, { due, callOff });
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
    this.timers.forEach(({ callOff }) => callOff());
    this.timers.clear();
  }
}

function idOf({ namespace, name }: ObjectKey): string {
  return `${namespace}/${name}`;
}
