import { FaultPlan } from './faultPlan';

/** What becomes of one request. */
export type RequestFault =
  | { readonly kind: 'none' }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number }
  | { readonly kind: 'failing' }
  | { readonly kind: 'reset' };

/** Who sends a request. */
export interface Client {
  readonly userAgent: string | undefined;
  readonly userName: string;
}

/** What is broken, and for each member of the plan since when it is as it is. */
export interface FaultState {
  readonly plan: FaultPlan;
  /** ISO times of the machine's own clock, by member. */
  readonly since: Readonly<Record<string, string>>;
}

/** The plan of what is broken now, and whom it strikes. Shares strike evenly, not by chance: of ten requests, three with 0.3. */
export class Faults {
  private plan: FaultPlan = {};
  private since: Readonly<Record<string, string>> = {};
  private readonly owed = new Map<string, number>();
  private readonly listeners = new Set<() => void>();

  get current(): FaultPlan {
    return this.plan;
  }

  get state(): FaultState {
    return { plan: this.plan, since: this.since };
  }

  replace(plan: FaultPlan): void {
    this.since = sinceOf(this.state, plan, new Date());
    this.plan = plan;
    this.owed.clear();
    this.listeners.forEach(listener => listener());
  }

  strikes(path: string): boolean {
    const { paths } = this.plan;
    return !paths || paths.some(prefix => path.startsWith(prefix));
  }

  /** What becomes of the next request. */
  next(): RequestFault {
    const { throttled, failing = 0, reset = 0 } = this.plan;
    if (this.isDue('reset', reset)) {
      return { kind: 'reset' };
    }
    if (throttled && this.isDue('throttled', throttled.share)) {
      const { retryAfterSeconds } = throttled;
      return { kind: 'throttled', retryAfterSeconds };
    }
    return { kind: this.isDue('failing', failing) ? 'failing' : 'none' };
  }

  /** Whether a node has stopped to report. */
  isLost(node: string | undefined): boolean {
    const { lostNodes = [], partition } = this.plan;
    return (
      node !== undefined &&
      (lostNodes.includes(node) || partition?.nodes.includes(node) === true)
    );
  }

  /** Whether a client is on the other side of a partition. */
  isCutOff({ userAgent = '', userName }: Client): boolean {
    return (
      this.plan.partition?.clients.some(
        it => userAgent.startsWith(it) || userName === it,
      ) === true
    );
  }

  /** Calls a function whenever the plan is replaced. @returns a function that ends it */
  onReplaced(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  isUnpullable(image = ''): boolean {
    return (
      this.plan.unpullableImages?.some(prefix => image.startsWith(prefix)) ===
      true
    );
  }

  private isDue(kind: string, share: number): boolean {
    // a little more than the sum, as a tenth is no exact number
    const owed = (this.owed.get(kind) ?? 0) + share + 1e-9;
    const isDue = share > 0 && owed >= 1;
    this.owed.set(kind, isDue ? owed - 1 : owed);
    return isDue;
  }
}

/** A member that stays as it is keeps its time. */
function sinceOf(
  before: FaultState,
  plan: FaultPlan,
  now: Date,
): Readonly<Record<string, string>> {
  const known = new Map<string, unknown>(Object.entries(before.plan));
  return Object.fromEntries(
    Object.entries(plan)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name,
        JSON.stringify(known.get(name)) === JSON.stringify(value)
          ? before.since[name]
          : now.toISOString(),
      ]),
  );
}
