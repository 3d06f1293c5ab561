import { existsSync, readFileSync } from 'node:fs';

/**
 * Counts of a Jest run from the file of `--json --outputFile`. A test file that could not run is one failed test.
 *
 * @param {string} file
 * @param {number} status the exit status
 */
export function jestCounts(file, status) {
  if (!existsSync(file)) {
    return failedWithoutCounts('Jest ended without results.');
  }
  const results = JSON.parse(readFileSync(file, 'utf8'));
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return {
    passed: results.numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
    words: failuresOf(results),
  };
}

/**
 * Counts of a run of Node's own test runner, from its TAP output.
 *
 * @param {string} output
 * @param {number} status the exit status
 */
export function tapCounts(output, status) {
  const count = name =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? NaN);
  const [passed, failed, cancelled] = ['pass', 'fail', 'cancelled'].map(count);
  const skipped = count('skipped') + count('todo');
  if ([passed, failed, cancelled, skipped].some(Number.isNaN)) {
    return failedWithoutCounts('The test runner ended without results.');
  }
  const bad = failed + cancelled;
  return {
    passed,
    failed: bad === 0 && status !== 0 ? 1 : bad,
    skipped,
    words: output
      .split('\n')
      .filter(line => /^\s*not ok /.test(line))
      .join('\n'),
  };
}

/** The counts of two runs together; the log is that of the one that failed. */
export function addCounts(first, second) {
  return {
    passed: first.passed + second.passed,
    failed: first.failed + second.failed,
    skipped: first.skipped + second.skipped,
    words: [first.words, second.words].filter(Boolean).join('\n'),
    log: first.failed > 0 ? first.log : second.log,
  };
}

function failedWithoutCounts(words) {
  return { passed: 0, failed: 1, skipped: 0, words };
}

function failuresOf({ testResults }) {
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const tests = assertionResults.filter(
        ({ status }) => status === 'failed',
      );
      return tests.length > 0
        ? tests.map(({ fullName }) => `${name}: ${fullName}`)
        : [`${name}: ${message.split('\n').slice(0, 8).join('\n')}`];
    })
    .join('\n');
}
