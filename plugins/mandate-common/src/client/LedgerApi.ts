import type { Page } from '../change/change';
import type {
  ConsistencyProofView,
  InclusionProofView,
  LedgerCheckpointView,
  LedgerEntryView,
  LedgerExportFormat,
  LedgerSearch,
} from '../ledgerViews';
import type { MandateRequestOptions } from './MandateRequestOptions';

/**
 * The ledger: its entries, their proofs, and exports.
 *
 * @public
 */
export interface LedgerApi {
  /** Entries, newest first. The cursor is an index: the page holds entries below it. */
  listLedgerEntries(
    filter?: LedgerSearch & { cursor?: string; limit?: number },
    options?: MandateRequestOptions,
  ): Promise<Page<LedgerEntryView>>;
  getCheckpoint(options?: MandateRequestOptions): Promise<LedgerCheckpointView>;
  getInclusionProof(
    index: number,
    size: number,
    options?: MandateRequestOptions,
  ): Promise<InclusionProofView>;
  /** That the log of `to` entries continues the one of `from`. */
  getConsistencyProof(
    from: number,
    to: number,
    options?: MandateRequestOptions,
  ): Promise<ConsistencyProofView>;
  /** Entries that fit, the oldest first, a line each. The export itself becomes an entry. */
  exportLedgerEntries(
    format: LedgerExportFormat,
    filter?: LedgerSearch,
    options?: MandateRequestOptions,
  ): Promise<string>;
  /** The whole log as a bundle for offline verification, as JSON text. */
  exportLedger(options?: MandateRequestOptions): Promise<string>;
}
