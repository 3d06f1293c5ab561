import type { Entry } from './ledgerEntry';

/** What says something of the target or the plan, which only the kind can tell. */
const SAID_BY_KIND = [
  'started',
  'gate-failed',
  'step-failed',
  'check-failed',
  'verified',
  'needless',
  'cancelled',
];

/** Why a run may not record that while no module brings its kind; undefined when it may: it waits, asks, or ends as people want. */
export function whyNotWithoutKind(
  kind: string,
  { event }: Entry['data'],
  change: { readonly isAborted: boolean; readonly hasStopped: boolean },
): string | undefined {
  if (kind === 'gate-passed') {
    return 'a gate let it pass';
  }
  const isEnding = change.isAborted || change.hasStopped;
  return !isEnding && event !== undefined && SAID_BY_KIND.includes(event)
    ? `it was told to be ${event}`
    : undefined;
}
