import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type Finding,
  type ObservedFinding,
  observedFindingSchema,
} from '@mandate/plugin-mandate-common';
import type {
  ClusterAccess,
  Detector,
  TargetDirectory,
} from '@mandate/plugin-mandate-node';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { changingTargets } from '../../database/changes/changingTargets';
import {
  claimDetector,
  holdDetector,
  releaseDetector,
} from '../../database/detectorLeases/detectorLease';
import { FindingStore } from '../../database/findings/FindingStore';
import type { KernelStore } from '../../database/KernelStore';
import { PollingLoop } from '../PollingLoop';
import { recordFindings } from './recordFindings';
import type { Remedying } from './Remedying';
import { UnseenTargets } from './UnseenTargets';

/** How detectors are run, in milliseconds. */
export interface DetectSettings {
  /** How often to look whether a detector is due. */
  readonly pollMs: number;
  /** After how long without a sign of life another replica takes over. */
  readonly leaseMs: number;
  /** How long one look may take; shorter than the lease. */
  readonly timeoutMs: number;
}

/** What holds unless somebody says otherwise. */
export const defaultDetectSettings: DetectSettings = {
  pollMs: 1_000,
  leaseMs: 60_000,
  timeoutMs: 30_000,
};

/** What running a detector needs. */
export interface DetectDependencies {
  readonly store: KernelStore;
  readonly clusters: ClusterAccess;
  readonly targets: TargetDirectory;
  readonly remedying: Remedying;
  readonly logger: LoggerService;
  readonly settings: DetectSettings;
}

const observedSchema = z.array(observedFindingSchema);

/** Runs one detector at its interval, on one replica at a time. A detector that fails resolves nothing. */
export class DetectorLoop {
  readonly #detector: Detector;
  readonly #dependencies: DetectDependencies;
  readonly #owner = randomUUID();
  readonly #stopping = new AbortController();
  readonly #loop: PollingLoop;

  constructor(detector: Detector, dependencies: DetectDependencies) {
    this.#detector = detector;
    this.#dependencies = dependencies;
    this.#loop = new PollingLoop({
      name: `detector ${detector.id}`,
      intervalMs: dependencies.settings.pollMs,
      logger: dependencies.logger,
      work: () => this.runIfDue(),
    });
  }

  start(): void {
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The backend is stopping.'));
    await this.#loop.stop();
  }

  /** Looks once when the detector is due and no other replica has it. */
  async runIfDue(): Promise<void> {
    const { store } = this.#dependencies;
    const lease = this.#lease();
    const claimed = await store.transaction(tx => claimDetector(tx, lease));
    if (claimed === 'not-due') {
      return;
    }
    const error = await this.#run();
    await store.transaction(tx =>
      releaseDetector(tx, {
        ...lease,
        intervalMs: this.#detector.intervalSeconds * 1_000,
        error,
      }),
    );
  }

  /** What went wrong, if anything did. */
  async #run(): Promise<string | undefined> {
    const { logger, remedying } = this.#dependencies;
    try {
      const unseen = new UnseenTargets();
      const open = await this.#record(await this.#detect(unseen), unseen);
      if (open !== 'lost') {
        await remedying.remedyAll(
          open.filter(({ target }) => !unseen.has(target)),
        );
      }
      const words = unseen.words();
      if (words) {
        logger.warn(
          `The detector '${
            this.#detector.id
          }' could not look everywhere: ${words}`,
        );
      }
      return words;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      logger.warn(
        `The detector '${this.#detector.id}' could not look: ${words}`,
      );
      return words;
    }
  }

  async #detect(unseen: UnseenTargets): Promise<readonly ObservedFinding[]> {
    const { clusters, targets, settings } = this.#dependencies;
    const signal = AbortSignal.any([
      this.#stopping.signal,
      AbortSignal.timeout(settings.timeoutMs),
    ]);
    const seen = await Promise.race([
      this.#detector.detect({
        clusters,
        targets,
        signal,
        unseen: (target, words) => unseen.add(target, words),
      }),
      new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason), {
          once: true,
        }),
      ),
    ]);
    const parsed = observedSchema.safeParse(seen);
    if (!parsed.success) {
      throw new Error(
        `It gave findings that cannot be used: ${z.prettifyError(
          parsed.error,
        )}`,
      );
    }
    return parsed.data;
  }

  /** Open findings that nobody is dealing with; `lost` when another replica took over meanwhile. */
  async #record(
    observed: readonly ObservedFinding[],
    unseen: UnseenTargets,
  ): Promise<readonly Finding[] | 'lost'> {
    return this.#dependencies.store.transaction<readonly Finding[] | 'lost'>(
      async tx => {
        if ((await holdDetector(tx, this.#lease())) === 'lost') {
          return 'lost';
        }
        const isChanging = await changingTargets(tx);
        await recordFindings(
          tx,
          this.#detector.id,
          observed,
          isChanging,
          target => unseen.has(target),
        );
        const open = await new FindingStore(tx).open(this.#detector.id);
        return open.filter(finding => !isChanging(finding.target));
      },
    );
  }

  #lease() {
    return {
      detector: this.#detector.id,
      owner: this.#owner,
      leaseMs: this.#dependencies.settings.leaseMs,
    };
  }
}
