// @ts-check
// Writes docs/mandate-reference.md; a test fails when that page is not as written here.
require('@backstage/cli/config/nodeTransform.cjs');
const { writeFileSync } = require('node:fs');
const { resolve } = require('node:path');
const {
  mandateReference,
} = require('../src/mandate/reference/mandateReference.ts');

writeFileSync(
  resolve(__dirname, '../../../docs/mandate-reference.md'),
  mandateReference(),
);
