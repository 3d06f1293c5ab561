import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { addCounts, jestCounts, tapCounts } from './counts.mjs';

const jestResults = {
  numPassedTests: 7,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [],
};

test('Jest: tests are counted from its results', context => {
  const { passed, failed, skipped } = jestCounts(file(context, jestResults), 0);
  assert.deepEqual(
    { passed, failed, skipped },
    { passed: 7, failed: 0, skipped: 2 },
  );
});

test('Jest: a test file that could not run is a failed test and named', context => {
  const counts = jestCounts(
    file(context, {
      ...jestResults,
      numRuntimeErrorTestSuites: 1,
      testResults: [
        {
          status: 'failed',
          name: 'a.test.ts',
          message: 'Cannot find module',
          assertionResults: [],
        },
      ],
    }),
    1,
  );
  assert.equal(counts.failed, 1);
  assert.match(counts.words, /a\.test\.ts: Cannot find module/);
});

test('Jest: each failed test is named', context => {
  const counts = jestCounts(
    file(context, {
      ...jestResults,
      numFailedTests: 1,
      testResults: [
        {
          status: 'failed',
          name: 'a.test.ts',
          message: '',
          assertionResults: [
            { status: 'failed', fullName: 'adds numbers' },
            { status: 'passed', fullName: 'subtracts' },
          ],
        },
      ],
    }),
    1,
  );
  assert.equal(counts.words, 'a.test.ts: adds numbers');
});

test('Jest: a bad exit status fails a run whose tests all passed', context => {
  assert.equal(jestCounts(file(context, jestResults), 1).failed, 1);
});

test('Jest: no results is one failed test', () => {
  assert.equal(jestCounts('/nowhere/results.json', 0).failed, 1);
});

const tap = `TAP version 13
not ok 1 - refuses
# tests 6
# pass 3
# fail 1
# cancelled 1
# skipped 1
# todo 0
`;

test('TAP: cancelled tests are failed ones, and failed ones are named', () => {
  assert.deepEqual(tapCounts(tap, 1), {
    passed: 3,
    failed: 2,
    skipped: 1,
    words: 'not ok 1 - refuses',
  });
});

test('TAP: an output without a summary is one failed test', () => {
  assert.equal(tapCounts('node: bad option', 9).failed, 1);
});

test('two runs: their tests add up, and the log is that of the one that failed', () => {
  const good = { passed: 2, failed: 0, skipped: 1, words: '', log: 'a.log' };
  const bad = { passed: 1, failed: 1, skipped: 0, words: 'x', log: 'b.log' };
  assert.deepEqual(addCounts(good, bad), {
    passed: 3,
    failed: 1,
    skipped: 1,
    words: 'x',
    log: 'b.log',
  });
});

function file(context, results) {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-counts-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'results.json');
  writeFileSync(path, JSON.stringify(results));
  return path;
}
