import type { CelValue, EvaluationResult } from '../expression';
import type { Explanation } from './explanation';

/**
 * Says which clauses gave an expression its value, such as «`risk.level == 'low'` was false: `risk.level` is 'medium'».
 *
 * @public
 */
export function explainInWords(explanation: Explanation): string {
  return decidingClauses(explanation).map(clauseInWords).join('; ');
}

/**
 * The single clauses that gave an expression its value. One false clause decides an AND, so all false ones are told and no other; one
 * that could not be evaluated decides only when none is false. An OR likewise, with true for false.
 *
 * @public
 */
export function decidingClauses(
  explanation: Explanation,
): readonly Explanation[] {
  const { joinedBy, clauses } = explanation;
  if (joinedBy === undefined) {
    return [explanation];
  }
  const decisive = joinedBy === '||';
  const byDecisive = clauses.filter(
    ({ result }) => result.ok && result.value === decisive,
  );
  const failed = clauses.filter(({ result }) => !isBoolean(result));
  const told = [byDecisive, failed, clauses].find(({ length }) => length > 0);
  return (told ?? []).flatMap(decidingClauses);
}

function isBoolean(result: EvaluationResult): boolean {
  return result.ok && typeof result.value === 'boolean';
}

function clauseInWords(clause: Explanation): string {
  const { source, result, reads, decidingItem } = clause;
  const outcome = result.ok
    ? `was ${valueInWords(result.value)}`
    : `could not be evaluated (${result.error})`;
  const values = reads
    .filter(({ value }) => !isComposite(value))
    .map(({ path, value }) =>
      value === undefined
        ? `\`${path}\` has no value`
        : `\`${path}\` is ${valueInWords(value)}`,
    );
  const item = decidingItem
    ? [`${itemInWords(decidingItem.key)} of \`${decidingItem.of}\` decided`]
    : [];
  const because = [...item, ...values].join(', ');
  return `\`${source}\` ${outcome}${because && `: ${because}`}`;
}

/** People count items from 1. */
function itemInWords(key: CelValue): string {
  return typeof key === 'number' ? `item ${key + 1}` : valueInWords(key);
}

/** A whole plan or set of limits tells a reader nothing; it is in the data. */
function isComposite(value: CelValue | undefined): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const longestValue = 200;

/**
 * A value as a person reads it: strings in single quotes, long ones cut.
 *
 * @public
 */
export function valueInWords(value: CelValue): string {
  const text =
    typeof value === 'string'
      ? `'${value}'`
      : String(
          JSON.stringify(value, (_, item) =>
            typeof item === 'bigint' ? Number(item) : item,
          ),
        );
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
