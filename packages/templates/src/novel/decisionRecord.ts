import { RankedTemplate } from '../matching/rankTemplates';

/**
 * What a decision record says of a new template.
 *
 * @public
 */
export interface TemplateDecision {
  readonly name: string;
  readonly title: string;
  /** In the words of whoever needs it. */
  readonly requirement: string;
  /** What was considered, best first. */
  readonly considered: readonly Pick<
    RankedTemplate,
    'name' | 'fit' | 'reasons'
  >[];
  /** What it was drafted from, in words. */
  readonly source: string;
  /** What could not be taken over, and what must be looked at. */
  readonly notes: readonly string[];
  /** Who asks for it, and when (RFC 3339). */
  readonly proposedBy: string;
  readonly at: string;
}

/**
 * A decision record in Markdown: the requirement, what was considered and why it does not fit, the design and what follows.
 *
 * @public
 */
export function decisionRecord(decision: TemplateDecision): string {
  const { title, requirement, considered, source, notes } = decision;
  return [
    `# Template ${line(title)}`,
    '',
    `Proposed by ${line(decision.proposedBy)} on ${decision.at.slice(0, 10)}.`,
    '',
    '## Requirement',
    '',
    ...requirement.split('\n').map(text => `> ${text}`),
    '',
    '## Considered',
    '',
    ...(considered.length === 0
      ? ['No approved template shares a word with the requirement.']
      : considered.map(
          ({ name, fit, reasons }) =>
            `- ${name} (fit ${Math.round(fit * 100)} %): ${line(
              reasons.join(' '),
            )}`,
        )),
    '',
    '## Decision',
    '',
    `A new template \`${line(decision.name)}\`, drafted from ${line(source)}.`,
    '',
    '## What follows',
    '',
    ...(notes.length === 0
      ? ['Nothing had to be left out.']
      : notes.map(note => `- ${line(note)}`)),
    '- Instances of exactly the approved digest are standard; ranges of the template say how far values may differ.',
    '',
  ].join('\n');
}

function line(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
