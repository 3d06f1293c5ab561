import type { LedgerEntryView } from '@mandate/plugin-mandate-common';

/**
 * An entry as an event of CloudEvents 1.0 in JSON. `source` and `id` name it for ever; `sequence` is the extension of
 * that name, the entry's index.
 */
export function toCloudEvent(entry: LedgerEntryView, origin: string) {
  const { index, kind, at, actor, changeId, subject, data, leafHash } = entry;
  return {
    specversion: '1.0',
    id: String(index),
    source: `//${origin}`,
    type: `dev.mandate.ledger.${kind}.v1`,
    time: at,
    subject: changeId ?? subject,
    sequence: String(index),
    datacontenttype: 'application/json',
    data: { actor, changeId, target: subject, fact: data, leafHash },
  };
}
