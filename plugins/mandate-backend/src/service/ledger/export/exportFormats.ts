import type { LedgerEntryView } from '@mandate/plugin-mandate-common';
import { toCloudEvent } from './toCloudEvent';
import { toOcsfEvent } from './toOcsfEvent';

/** A format of exports: each entry is a line of JSON. */
export interface ExportFormat {
  readonly contentType: string;
  readonly fileName: string;
  readonly lineOf: (entry: LedgerEntryView, origin: string) => object;
}

/** The formats by the name that a request gives. */
export const exportFormats = {
  /** Entries as the portal shows them, with what proves them. */
  jsonl: {
    contentType: 'application/jsonl',
    fileName: 'mandate-ledger.jsonl',
    lineOf: (entry: LedgerEntryView) => entry,
  },
  cloudevents: {
    contentType: 'application/jsonl',
    fileName: 'mandate-ledger.cloudevents.jsonl',
    lineOf: toCloudEvent,
  },
  ocsf: {
    contentType: 'application/jsonl',
    fileName: 'mandate-ledger.ocsf.jsonl',
    lineOf: toOcsfEvent,
  },
} as const satisfies Readonly<Record<string, ExportFormat>>;

/** The name of a format. */
export type ExportFormatName = keyof typeof exportFormats;
