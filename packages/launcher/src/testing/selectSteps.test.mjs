import assert from 'node:assert/strict';
import { test } from 'node:test';
import { selectSteps } from './selectSteps.mjs';

const steps = ['types', 'unit', 'browser'].map(name => ({ name }));
const selected = args => selectSteps(steps, args).map(step => step.name);

test('without options all steps run', () => {
  assert.deepEqual(selected([]), ['types', 'unit', 'browser']);
});

test('--only keeps the named steps in their own order', () => {
  assert.deepEqual(selected(['--only', 'unit, types']), ['types', 'unit']);
});

test('--skip leaves the named steps out', () => {
  assert.deepEqual(selected(['--skip', 'browser']), ['types', 'unit']);
});

test('an unknown name is refused with the known ones', () => {
  assert.throws(() => selected(['--only', 'units']), {
    name: 'Problem',
    message: /no step 'units'.*types, unit, browser/,
  });
});

test('an unknown option is refused with the usage', () => {
  assert.throws(() => selected(['--fast']), {
    name: 'Problem',
    message: /--fast.*npm test -- --only NAMES/,
  });
});
