import type {
  ClusterView,
  ReflectorView,
} from '@mandate/plugin-mandate-common';
import type { ClusterRegistry } from '../cluster/ClusterRegistry';
import { type CheckedCluster, checkCluster } from './checkCluster';

/** How long a look is good enough for whoever asks again. */
const GOOD_FOR_MS = 15_000;
const TIMEOUT_MS = 15_000;

/** How all clusters are. Each is looked at by itself: one that hangs keeps none of the others from being shown. */
export class ClusterHealth {
  private readonly looks = new Map<
    string,
    { readonly at: number; readonly view: Promise<CheckedCluster> }
  >();

  constructor(
    private readonly options: {
      readonly registry: ClusterRegistry;
      readonly reflectors: (cluster: string) => readonly ReflectorView[];
      readonly isBreakable: (cluster: string) => Promise<boolean>;
      readonly now: () => Date;
    },
  ) {}

  /** The clusters in the order of their names. */
  async list(): Promise<readonly ClusterView[]> {
    const names = [...this.options.registry.names()].sort();
    const views = await Promise.all(names.map(name => this.look(name)));
    return Promise.all(
      views.map(async view => ({
        ...view,
        // These change faster, and cost nothing to read.
        reflectors: this.options.reflectors(view.name),
        // An embedded cluster says so even when it is broken so that nothing else of it is seen.
        breakable: await this.options.isBreakable(view.name),
      })),
    );
  }

  private look(name: string): Promise<CheckedCluster> {
    const { registry, reflectors, now } = this.options;
    const at = now().getTime();
    const known = this.looks.get(name);
    if (known && at - known.at < GOOD_FOR_MS) {
      return known.view;
    }
    const view = checkCluster(registry.get(name), {
      reflectors: reflectors(name),
      now,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    this.looks.set(name, { at, view });
    return view;
  }
}
