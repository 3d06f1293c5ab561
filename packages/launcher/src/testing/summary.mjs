/**
 * What became of a step.
 *
 * @typedef {{
 *   title: string,
 *   result: 'passed' | 'failed' | 'skipped',
 *   seconds: number,
 *   passed: number,
 *   failed: number,
 *   skipped: number,
 *   words?: string,
 *   log?: string,
 * }} Outcome
 */

/**
 * The steps as a table, and below it what went wrong in each that failed.
 *
 * @param {Outcome[]} outcomes
 */
export function summaryTable(outcomes) {
  const rows = [
    ['Step', 'Result', 'Seconds', 'Tests'],
    ...outcomes.map(outcome => [
      outcome.title,
      outcome.result,
      String(outcome.seconds),
      outcome.result === 'skipped' ? outcome.words ?? '' : counts(outcome),
    ]),
  ];
  const widths = [0, 1, 2].map(column =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const table = rows.map(([title, result, seconds, tests]) =>
    [
      title.padEnd(widths[0]),
      result.padEnd(widths[1]),
      seconds.padStart(widths[2]),
      tests,
    ]
      .join('  ')
      .trimEnd(),
  );
  return [...table, ...outcomes.flatMap(troubles)].join('\n');
}

/**
 * How it went in one line: tests of all steps.
 *
 * @param {Outcome[]} outcomes
 */
export function closingLine(outcomes) {
  const sum = field =>
    outcomes.reduce((total, outcome) => total + outcome[field], 0);
  return counts({
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
  });
}

function counts({ passed, failed, skipped }) {
  const line = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}

function troubles({ title, result, words, log }) {
  if (result !== 'failed') {
    return [];
  }
  return [
    '',
    `${title} failed.${log ? ` The whole log is ${log}` : ''}`,
    ...(words ? [words] : []),
  ];
}
