import { ApiError } from '../api/ApiError';
import { Clock, SYSTEM_CLOCK } from '../clock/Clock';
import { keyOf, ObjectKey } from '../resources/ResourceType';
import { StoreEvent } from '../storage/Shelf';
import { Controller, ControllerContext } from './Controller';
import { ReconcileQueue } from './ReconcileQueue';

const RETRY_MS = 1_000;
/** After this many reconciliations in one turn, requests get their turn. */
const BATCH = 200;

/** Runs controllers: one queue each, a key at most once in it, changes and due times put keys in. */
export class ControllerRunner {
  private readonly queues: ReconcileQueue[];
  private readonly unsubscribe: () => void;
  private scheduled = false;
  private stopped = false;

  constructor(
    controllers: readonly Controller[],
    private readonly context: ControllerContext,
    private readonly report: (message: string, cause: unknown) => void,
    clock: Clock = SYSTEM_CLOCK,
  ) {
    this.queues = controllers.map(
      controller => new ReconcileQueue(controller, () => this.wake(), clock),
    );
    this.unsubscribe = context.objects.store.subscribe(event =>
      this.dispatch(event),
    );
    for (const queue of this.queues) {
      for (const { type, concerns } of queue.controller.watches) {
        for (const object of context.objects.list(type)) {
          queue.add(
            ...(concerns?.(object, context.objects) ?? [keyOf(object)]),
          );
        }
      }
    }
  }

  /** Whether nothing is left to do at the present time. */
  isIdle(): boolean {
    return !this.scheduled;
  }

  /** Ends all work; nothing is written afterwards. */
  stop(): void {
    this.stopped = true;
    this.unsubscribe();
    this.queues.forEach(queue => queue.clear());
  }

  private dispatch({ resource, object }: StoreEvent): void {
    for (const queue of this.queues) {
      for (const watch of queue.watchesOf(resource)) {
        queue.add(
          ...(watch.concerns?.(object, this.context.objects) ?? [
            keyOf(object),
          ]),
        );
      }
    }
  }

  private wake(): void {
    if (!this.scheduled && !this.stopped) {
      this.scheduled = true;
      setImmediate(() => this.work());
    }
  }

  private work(): void {
    this.scheduled = false;
    let left = BATCH;
    for (const queue of this.queues) {
      while (left > 0 && !this.stopped) {
        const key = queue.next();
        if (!key) {
          break;
        }
        left--;
        this.reconcile(queue, key);
      }
    }
    if (this.queues.some(queue => queue.hasWork())) {
      this.wake();
    }
  }

  private reconcile(queue: ReconcileQueue, key: ObjectKey): void {
    try {
      const delayMs = queue.controller.reconcile(key, this.context);
      if (delayMs !== undefined) {
        queue.addAfter(key, delayMs);
      }
    } catch (error) {
      // objects come and go between queueing and now; anything else is a fault of ours, and is tried again
      if (
        !(error instanceof ApiError) ||
        ![403, 404, 409].includes(error.code)
      ) {
        this.report(
          `Controller ${queue.controller.name} failed on ${key.namespace}/${key.name}`,
          error,
        );
      }
      queue.addAfter(key, RETRY_MS);
    }
  }
}
