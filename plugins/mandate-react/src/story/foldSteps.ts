import type { StoryItem } from '@mandate/plugin-mandate-common';

/** A line of a story, or what a run recorded while nothing else happened. */
export type StoryLine =
  | { readonly type: 'item'; readonly item: StoryItem }
  | {
      readonly type: 'steps';
      readonly id: string;
      /** RFC 3339; of the newest entry, whichever way the story is ordered. */
      readonly at: string;
      readonly items: readonly StoryItem[];
      /** How many steps were observed to be done. */
      readonly done: number;
    };

/** One step is not worth a line of its own that must be opened. */
const FEWEST = 4;

/** Folds the entries of steps that follow each other, so that what people did and what went wrong stays in sight. */
export function foldSteps(items: readonly StoryItem[]): readonly StoryLine[] {
  const lines: StoryLine[] = [];
  let start = 0;
  while (start < items.length) {
    const end = endOfSteps(items, start);
    if (end - start >= FEWEST) {
      lines.push(steps(items.slice(start, end)));
    } else {
      for (const item of items.slice(start, Math.max(end, start + 1))) {
        lines.push({ type: 'item', item });
      }
    }
    start = Math.max(end, start + 1);
  }
  return lines;
}

function endOfSteps(items: readonly StoryItem[], start: number): number {
  const { changeId } = items[start];
  let end = start;
  while (
    end < items.length &&
    items[end].changeId === changeId &&
    isOfStep(items[end])
  ) {
    end += 1;
  }
  return end;
}

function steps(items: readonly StoryItem[]): StoryLine {
  const [first] = items;
  return {
    type: 'steps',
    id: first.id,
    at: items.reduce((at, item) => (item.at > at ? item.at : at), first.at),
    items,
    done: items.filter(({ kind }) => kind === 'step-observed').length,
  };
}

/** Each step that is done has three entries: the gate let it pass, it began, it was observed. Undoing stays in sight. */
function isOfStep({ kind, tone, evidence }: StoryItem): boolean {
  if (tone !== 'neutral') {
    return false;
  }
  switch (kind) {
    case 'gate-passed':
      return true;
    case 'step-intended':
      return evidence?.direction !== 'undo';
    case 'step-observed':
      return evidence?.outcome === 'done';
    default:
      return false;
  }
}
