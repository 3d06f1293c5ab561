import type { Clause, Decision } from './decision';
import type { Oversight } from './oversight';

const otherwiseWords: Readonly<Record<Oversight, string>> = {
  autonomous: 'Otherwise it would run alone.',
  notify: 'Otherwise it would run alone, and people would be told.',
  approve: 'Otherwise a person would be asked.',
  forbid: 'Otherwise it would not be allowed.',
};

/**
 * A decision in the words of an approval card: "Major upgrade of a core service — mandate core-services, clause 2.
 * Otherwise it would run alone."
 *
 * @public
 */
export function explainDecision({ decidedBy }: Decision): string {
  const { mandate, clause, words, wouldOtherwiseBe } = decidedBy;
  const reason = words.replace(/[.\s]+$/, '');
  const source = [
    mandate && `mandate ${shortName(mandate)}`,
    clauseInWords(clause),
  ].filter(part => part !== undefined);
  return [
    source.length > 0 ? `${reason} — ${source.join(', ')}.` : `${reason}.`,
    ...(wouldOtherwiseBe ? [otherwiseWords[wouldOtherwiseBe]] : []),
  ].join(' ');
}

/** People count clauses from 1. */
function clauseInWords(clause: Clause): string | undefined {
  switch (clause.type) {
    case 'grant':
      return `clause ${clause.index + 1}`;
    case 'limit':
      return `limit ${clause.limit}`;
    case 'otherwise':
      return 'otherwise';
    default:
      return undefined;
  }
}

/** `mandate:default/core-services` is `core-services` to people. */
function shortName(entityRef: string): string {
  return entityRef.replace(/^.*[/:]/, '');
}
