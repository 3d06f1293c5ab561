import type {
  LedgerEntryView,
  StoryItem,
} from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { namesInWords } from './namesInWords';

/** What of a fact's data the story reads. */
const dataSchema = z.looseObject({
  words: z.string().optional(),
  state: z.string().optional(),
  findingId: z.string().optional(),
  finding: z.string().optional(),
  verdict: z.string().optional(),
});

const KIND_WORDS: Readonly<Record<string, string>> = {
  'gate-passed': 'The gate let it pass.',
  'gate-refused': 'The gate stopped it.',
  'step-intended': 'A step began.',
  'step-observed': 'A step was observed.',
  verified: 'All checks passed.',
  ended: 'It ended.',
};

/** A ledger entry as a line of a change's or an entity's story. */
export function storyItem(entry: LedgerEntryView): StoryItem {
  const data = dataSchema.parse(entry.data);
  return {
    id: `ledger-${entry.index}`,
    at: entry.at,
    kind: entry.kind,
    tone: toneOf(entry.kind, data.state, data.verdict),
    words: namesInWords(data.words ?? KIND_WORDS[entry.kind] ?? entry.kind),
    actor: entry.actor,
    changeId: entry.changeId,
    findingId: data.findingId ?? data.finding,
    ledgerIndex: entry.index,
    evidence: data,
  };
}

const STATE_TONES: Readonly<Record<string, StoryItem['tone']>> = {
  succeeded: 'positive',
  queued: 'neutral',
  undoing: 'warning',
  undone: 'warning',
  expired: 'warning',
  stuck: 'danger',
  refused: 'danger',
  rejected: 'danger',
};

const WARNINGS = new Set(['finding', 'gate-refused', 'abort-requested']);

function toneOf(
  kind: string,
  state: string | undefined,
  verdict: string | undefined,
): StoryItem['tone'] {
  if (kind === 'voted') {
    return verdict === 'reject' ? 'danger' : 'positive';
  }
  if (kind === 'verified') {
    return 'positive';
  }
  if (WARNINGS.has(kind)) {
    return 'warning';
  }
  return (state === undefined ? undefined : STATE_TONES[state]) ?? 'neutral';
}
