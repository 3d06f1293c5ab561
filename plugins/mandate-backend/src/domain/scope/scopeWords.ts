import type { MandateScope } from '@mandate/policy';
import { shortName } from '../approval/waitingWords';

const ATTRIBUTES = [
  ['environments', 'environment'],
  ['owners', 'owner'],
  ['systems', 'system'],
  ['entities', ''],
  ['containerTypes', 'container type'],
  ['kinds', 'kind'],
  ['tags', 'tag'],
  ['clusters', 'cluster'],
  ['namespaces', 'namespace'],
] as const;

/** "everything", "deploy and scale in environment prod, owner shop": what a rule covers, as part of a sentence. */
export function scopeWords(
  scope: MandateScope,
  changes?: readonly string[],
): string {
  const where = ATTRIBUTES.flatMap(([attribute, label]) => {
    const values = scope[attribute];
    return values
      ? [`${label} ${values.map(shortName).join(' or ')}`.trim()]
      : [];
  }).join(', ');
  const what =
    changes === undefined || changes.includes('*')
      ? undefined
      : changes.join(' and ');
  if (!where) {
    return what ? `${what} everywhere` : 'everything';
  }
  return what ? `${what} in ${where}` : `everything in ${where}`;
}
