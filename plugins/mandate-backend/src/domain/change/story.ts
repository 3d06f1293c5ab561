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

type Tones = Readonly<Record<string, StoryItem['tone']>>;

const STATE_TONES: Tones = {
  succeeded: 'positive',
  queued: 'neutral',
  undoing: 'warning',
  undone: 'warning',
  expired: 'warning',
  stuck: 'danger',
  refused: 'danger',
  rejected: 'danger',
};

const VERDICT_TONES: Tones = {
  approve: 'positive',
  reject: 'danger',
  abstain: 'neutral',
};

const WARNINGS = new Set(['finding', 'gate-refused', 'abort-requested']);

function toneOf(
  kind: string,
  state: string | undefined,
  verdict: string | undefined,
): StoryItem['tone'] {
  if (kind === 'voted') {
    return toneIn(VERDICT_TONES, verdict);
  }
  if (kind === 'verified') {
    return 'positive';
  }
  if (WARNINGS.has(kind)) {
    return 'warning';
  }
  return toneIn(STATE_TONES, state);
}

function toneIn(tones: Tones, key: string | undefined): StoryItem['tone'] {
  return (key === undefined ? undefined : tones[key]) ?? 'neutral';
}
