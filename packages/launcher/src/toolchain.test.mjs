import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requireDiskSpace } from './toolchain.mjs';

const GIB = 1024 ** 3;

test('too little space on the disk: it says how much is left, how much is needed and what to do', () => {
  assert.throws(() => requireDiskSpace(5 * GIB, 1.25 * GIB), {
    name: 'Problem',
    message:
      'The disk has 1.3 GiB left and 5.0 GiB are needed. Free some space and start again.',
  });
});

test('just enough space on the disk is enough', () => {
  requireDiskSpace(5 * GIB, 5 * GIB);
});

test('without a given figure the disk of the checkout is asked', () => {
  requireDiskSpace(1);
  assert.throws(() => requireDiskSpace(Number.MAX_VALUE), { name: 'Problem' });
});
