import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closingLine, summaryTable } from './summary.mjs';

const passed = {
  title: 'Types',
  result: 'passed',
  seconds: 9,
  passed: 1,
  failed: 0,
  skipped: 0,
};
const failed = {
  title: 'Unit tests',
  result: 'failed',
  seconds: 120,
  passed: 40,
  failed: 2,
  skipped: 3,
  words: 'a.test.ts: adds numbers',
  log: '/tmp/unit.log',
};
const unneeded = {
  title: 'Real cluster',
  result: 'skipped',
  seconds: 0,
  passed: 0,
  failed: 0,
  skipped: 0,
  words: 'there is none',
};

test('the closing line adds the tests of all steps', () => {
  assert.equal(
    closingLine([passed, failed, unneeded]),
    '41 passed, 2 failed, 3 skipped',
  );
});

test('the closing line leaves out skipped tests when there are none', () => {
  assert.equal(closingLine([passed]), '1 passed, 0 failed');
});

test('the table has a line for each step and what failed below it', () => {
  assert.equal(
    summaryTable([passed, failed, unneeded]),
    `Step          Result   Seconds  Tests
Types         passed         9  1 passed, 0 failed
Unit tests    failed       120  40 passed, 2 failed, 3 skipped
Real cluster  skipped        0  there is none

Unit tests failed. The whole log is /tmp/unit.log
a.test.ts: adds numbers`,
  );
});
