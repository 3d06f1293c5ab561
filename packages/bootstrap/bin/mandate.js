#!/usr/bin/env node
const fs = require('node:fs');
const path = require('node:path');

/**
 * In the repository the sources are run as they are, through the Backstage CLI's transform; a published package has no
 * sources, only what was built from them.
 */
function load() {
  const sources = path.resolve(__dirname, '../src/index.ts');
  if (!fs.existsSync(sources)) {
    return require('../dist/index.cjs.js');
  }
  require('@backstage/cli/config/nodeTransform.cjs');
  return require(sources);
}

load()
  .runMandate(process.argv.slice(2))
  .then(exitCode => {
    process.exitCode = exitCode;
  });
