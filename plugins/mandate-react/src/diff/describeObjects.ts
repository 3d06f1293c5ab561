import type {
  ClusterObject,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import { structuredPatch } from 'diff';
import { stringify } from 'yaml';

/** A line of a diff. */
export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'same';
  readonly text: string;
}

/** Lines that stand together; between two hunks lines are left out. */
export interface DiffHunk {
  readonly lines: readonly DiffLine[];
}

const CONTEXT_LINES = 3;

/** Fields of `metadata` that only the cluster writes: a difference in them is no effect of a change. */
const SERVER_FIELDS = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
];

/** What differs between an object before and after, as YAML with three lines around; empty when nothing does. */
export function diffObject(
  object: Pick<PlannedObject, 'before' | 'after'>,
): readonly DiffHunk[] {
  const { hunks } = structuredPatch(
    'before',
    'after',
    asYaml(object.before),
    asYaml(object.after),
    undefined,
    undefined,
    { context: CONTEXT_LINES },
  );
  return hunks.map(hunk => ({ lines: hunk.lines.flatMap(readLine) }));
}

/** Sorted, so that another order of the same fields is no difference. */
function asYaml(object: ClusterObject | null): string {
  if (object === null) {
    return '';
  }
  const { status: _, ...rest } = object;
  const metadata = Object.fromEntries(
    Object.entries(object.metadata).filter(
      ([field]) => !SERVER_FIELDS.includes(field),
    ),
  );
  return stringify({ ...rest, metadata }, { sortMapEntries: true });
}

function readLine(line: string): readonly DiffLine[] {
  const text = line.slice(1);
  switch (line[0]) {
    case '+':
      return [{ kind: 'added', text }];
    case '-':
      return [{ kind: 'removed', text }];
    case ' ':
      return [{ kind: 'same', text }];
    default:
      // "\ No newline at end of file" says nothing about the object.
      return [];
  }
}
