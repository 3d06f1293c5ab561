import {
  MANDATE_SIGNALS_CHANNEL,
  type MandateSignal,
} from '@mandate/plugin-mandate-common';
import type { SignalsService } from '@backstage/plugin-signals-node';

/** Changes of so long are told at once: a rollout changes pods many times a second. */
const EVERY_MS = 1_000;
/** More namespaces than these are not named one by one. */
const MOST_NAMESPACES = 200;

/** Tells open portals in which namespaces something changed. */
export class ChangeSignals {
  private readonly changed = new Map<string, Set<string>>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly signals: Pick<SignalsService, 'publish'>) {}

  /** Called by the reflectors. */
  add(cluster: string, namespaces: ReadonlySet<string>): void {
    const known = this.changed.get(cluster) ?? new Set();
    this.changed.set(cluster, known);
    namespaces.forEach(namespace => known.add(namespace));
    this.timer ??= setTimeout(() => this.tell(), EVERY_MS);
    this.timer.unref();
  }

  private tell(): void {
    this.timer = undefined;
    for (const [cluster, namespaces] of this.changed) {
      const message: MandateSignal = {
        type: 'cluster',
        cluster,
        namespaces: [...namespaces].slice(0, MOST_NAMESPACES),
      };
      void this.signals
        .publish({
          recipients: { type: 'broadcast' },
          channel: MANDATE_SIGNALS_CHANNEL,
          message,
        })
        // A signal that is lost costs nothing: pages also ask by themselves.
        .catch(() => undefined);
    }
    this.changed.clear();
  }
}
