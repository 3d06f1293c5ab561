import type { ChangeWindowInForce, WindowVerdict } from '@mandate/policy';
import { DateTime } from 'luxon';

/** Why change windows keep a change waiting, and until when, as a sentence. */
export function windowWords(
  verdict: Extract<WindowVerdict, { type: 'closed' }>,
  windows: readonly ChangeWindowInForce[],
): string {
  const { because, name, title, untilMs } = verdict;
  const spec = windows.find(window => window.name === name)?.spec;
  const zone = spec && 'timeZone' in spec ? spec.timeZone : 'UTC';
  const until = untilMs === undefined ? undefined : timeWords(untilMs, zone);
  switch (because) {
    case 'freeze':
      return until
        ? `Waits: the freeze '${title}' lasts until ${until}.`
        : `Waits: the freeze '${title}' has no end.`;
    case 'outside-window':
      return until
        ? `Waits: the change window '${title}' opens ${until}.`
        : `Waits: the change window '${title}' does not open again. Ask its owner, or withdraw the change.`;
    case 'unreadable':
      return `Waits: the change window '${title}' cannot be read, so it counts as a freeze of everything. Ask its owner to mend it.`;
    default:
      return 'Waits: it was approved for a change window only, and no window covers it. Ask the approver, or withdraw the change.';
  }
}

/** "Mon 4 Jan 2027, 06:00 (Europe/Berlin)". */
export function timeWords(instantMs: number, zone: string): string {
  return `${DateTime.fromMillis(instantMs, { zone, locale: 'en' }).toFormat(
    'ccc d LLL yyyy, HH:mm',
  )} (${zone})`;
}
