import type { LoggerService } from '@backstage/backend-plugin-api';
import type { StepContext } from '@mandate/plugin-mandate-node';
import { renewLease } from '../../database/runs/claimRuns';
import { readRun } from '../../database/runs/RunRecord';
import type { RunDependencies, RunScene } from './RunScene';
import { StepReport } from './StepReport';

/** How many times a lease is renewed while it lasts. */
const RENEWALS_PER_LEASE = 3;
/** How long a call that ignores its signal is waited for after its time is over. */
const GRACE_MS = 1_000;

/**
 * Calls of a change kind's code, each with a time limit, and told to stop when the backend ends; while the run goes on, each
 * keeps the run's lease, and is told to stop when that is lost or somebody aborts.
 */
export class BoundedCalls {
  readonly #dependencies: RunDependencies;
  readonly #stopping: AbortSignal;

  constructor(dependencies: RunDependencies, stopping: AbortSignal) {
    this.#dependencies = dependencies;
    this.#stopping = stopping;
  }

  /** A call of a run that goes on. */
  async duringRun<T>(
    scene: RunScene,
    purpose: string,
    work: (context: StepContext) => Promise<T>,
  ): Promise<T> {
    const { leaseMs } = this.#dependencies.settings;
    const control = new AbortController();
    const renewing = setInterval(() => {
      this.#renew(scene, control).catch(error =>
        this.loggerOf(scene).warn(
          `The lease of change ${scene.change.id} could not be renewed.`,
          error,
        ),
      );
    }, leaseMs / RENEWALS_PER_LEASE);
    try {
      return await this.#limited(scene, { purpose, control }, work);
    } finally {
      clearInterval(renewing);
    }
  }

  /** A call for a run that has ended, so that there is no lease any more that it could lose. */
  afterRun<T>(
    scene: RunScene,
    purpose: string,
    work: (context: StepContext) => Promise<T>,
  ): Promise<T> {
    const control = new AbortController();
    return this.#limited(scene, { purpose, control }, work);
  }

  /** Tells whose run it is. */
  loggerOf({ change, claim }: RunScene): LoggerService {
    return this.#dependencies.logger.child({
      changeId: change.id,
      fence: String(claim.fence),
    });
  }

  async #limited<T>(
    scene: RunScene,
    call: { readonly purpose: string; readonly control: AbortController },
    work: (context: StepContext) => Promise<T>,
  ): Promise<T> {
    const { purpose, control } = call;
    const { store, settings } = this.#dependencies;
    const logger = this.loggerOf(scene);
    const callTimeoutMs = timeoutOf(scene, purpose) ?? settings.callTimeoutMs;
    const report = new StepReport({ store, scene, stepId: purpose, logger });
    const timeout = setTimeout(
      () =>
        control.abort(
          interruption(
            'TimeoutError',
            `There was no answer within ${Math.round(
              callTimeoutMs / 1_000,
            )} s.`,
          ),
        ),
      callTimeoutMs,
    );
    const signal = AbortSignal.any([control.signal, this.#stopping]);
    try {
      return await Promise.race([
        work(this.#contextOf(scene, purpose, { signal, report })),
        rejectionAfterAbort(signal),
      ]);
    } finally {
      clearTimeout(timeout);
      await report.end();
    }
  }

  async #renew({ claim }: RunScene, control: AbortController): Promise<void> {
    const { store, settings } = this.#dependencies;
    const outcome = await store.transaction(async tx => {
      const fence = await renewLease(tx, claim, settings.leaseMs);
      return { fence, run: await readRun(tx, claim.changeId) };
    });
    if (outcome.fence === 'lost') {
      control.abort(
        interruption('AbortError', 'Another replica has taken this run over.'),
      );
    } else if (outcome.run?.abort) {
      control.abort(interruption('AbortError', 'The change is being aborted.'));
    }
  }

  #contextOf(
    { change, revision, claim }: RunScene,
    purpose: string,
    { signal, report }: { signal: AbortSignal; report: StepReport },
  ): StepContext {
    return {
      target: change.target,
      clusters: this.#dependencies.clusters,
      signal,
      changeId: change.id,
      revision: revision.number,
      plan: revision.plan,
      origin: {
        proposer: change.proposer.ref,
        ...(change.reason === undefined ? {} : { reason: change.reason }),
        oversight: revision.decision.oversight,
      },
      idempotencyKey: `${change.id}/${revision.number}/${purpose}`,
      fence: claim.fence,
      report: words => report.add(words),
    };
  }
}

/** The step's own time limit, when its plan has one. */
function timeoutOf({ revision }: RunScene, stepId: string): number | undefined {
  const step = revision.plan.steps.find(({ id }) => id === stepId);
  return step?.timeoutSeconds && step.timeoutSeconds * 1_000;
}

function interruption(name: 'AbortError' | 'TimeoutError', words: string) {
  const error = new Error(words);
  error.name = name;
  return error;
}

/** Rejects with the signal's reason some time after it aborts; a call that heeds the signal answers before. */
function rejectionAfterAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const rejectLater = () =>
      setTimeout(() => reject(signal.reason), GRACE_MS).unref();
    if (signal.aborted) {
      rejectLater();
    } else {
      signal.addEventListener('abort', rejectLater, { once: true });
    }
  });
}
