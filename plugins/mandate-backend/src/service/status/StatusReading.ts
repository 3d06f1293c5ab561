import type { LoggerService } from '@backstage/backend-plugin-api';
import type { KernelStore } from '../../database/KernelStore';
import { type Backlog, readBacklog } from '../../database/status/readBacklog';
import {
  databaseSilent,
  judgeBacklog,
  type KernelStatus,
} from '../../domain/status/kernelStatus';
import { withinSignal } from '../assess/withinSignal';

/** A probe that waits longer than this learns nothing by waiting. */
const PATIENCE_MS = 5_000;

/** Whether the kernel keeps up with its own work, for probes and metrics. */
export class StatusReading {
  readonly #store: Pick<KernelStore, 'read'>;
  readonly #logger: LoggerService;

  constructor(options: {
    readonly store: Pick<KernelStore, 'read'>;
    readonly logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#logger = options.logger;
  }

  /** Never throws: a database that does not answer is an answer. */
  async status(): Promise<KernelStatus> {
    const backlog = await this.backlog();
    return backlog ? judgeBacklog(backlog) : databaseSilent;
  }

  /** What waits; undefined when the database does not answer. */
  async backlog(): Promise<Backlog | undefined> {
    try {
      return await withinSignal(
        this.#store.read(readBacklog),
        AbortSignal.timeout(PATIENCE_MS),
      );
    } catch (error) {
      this.#logger.warn(
        'The database does not answer.',
        error instanceof Error ? error : new Error(String(error)),
      );
      return undefined;
    }
  }
}
