import type {
  ConfigurationDifference,
  Explanation,
} from '@mandate/configuration';
import type { AffectedTarget } from './affectedTargets';

/** How many values and targets a sentence names. */
const MOST_NAMED = 3;
const LONGEST_VALUE = 60;

/** What a change of configuration does, in a sentence or two. */
export function planSummary(options: {
  readonly differences: readonly ConfigurationDifference[];
  readonly others: readonly AffectedTarget[];
  readonly writes: boolean;
  /** What happens in the cluster. */
  readonly cluster: string;
}): string {
  const { differences, others, writes, cluster } = options;
  const values = differences.map(
    ({ path, left, right }) => `${path}: ${shown(left)} → ${shown(right)}`,
  );
  return [
    values.length === 0 ? unchangedWords(writes) : named(values, 'value'),
    cluster,
    ...(others.length > 0 ? [otherWords(others)] : []),
  ].join('; ');
}

function unchangedWords(writes: boolean): string {
  return writes
    ? 'No value of this target changes'
    : 'The configuration as git has it';
}

function otherWords(others: readonly AffectedTarget[]): string {
  const names = others.map(
    ({ target }) => `${target.name} in ${target.environment}`,
  );
  return `also changes what git says for ${named(
    names,
    'target',
  )}, where it is applied by changes of their own`;
}

function named(all: readonly string[], noun: string): string {
  const rest = all.length - MOST_NAMED;
  return rest > 0
    ? `${all.slice(0, MOST_NAMED).join(', ')} and ${rest} more ${noun}${
        rest === 1 ? '' : 's'
      }`
    : all.join(', ');
}

function shown(explanation: Explanation): string {
  return explanation.state === 'set'
    ? JSON.stringify(explanation.value).slice(0, LONGEST_VALUE)
    : 'nothing';
}
