import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sideBySide } from './sideBySide.mjs';

const types = { name: 'types' };
const lint = { name: 'lint', beside: true };
const prettier = { name: 'prettier', beside: true };
const unit = { name: 'unit' };

test('steps run one after the other, and what may run beside others joins those before it', () => {
  assert.deepEqual(sideBySide([types, lint, prettier, unit]), [
    [types, lint, prettier],
    [unit],
  ]);
});

test('what may run beside others runs by itself where nothing was chosen before it', () => {
  assert.deepEqual(sideBySide([lint, prettier, unit]), [
    [lint, prettier],
    [unit],
  ]);
  assert.deepEqual(sideBySide([]), []);
});
