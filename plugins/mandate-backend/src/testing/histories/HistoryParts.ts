import type { KernelStore } from '../../database/KernelStore';
import type { Chronicle } from './Chronicle';
import type { HistoryKernel } from './HistoryKernel';
import type { ReferenceModel } from './ReferenceModel';
import type { Watcher } from './Watcher';

/** What everybody who acts in a history works with. */
export interface HistoryParts {
  readonly store: KernelStore;
  readonly model: ReferenceModel;
  readonly kernel: HistoryKernel;
  readonly chronicle: Chronicle;
  readonly watcher: Watcher;
  readonly nowMs: () => number;
}
