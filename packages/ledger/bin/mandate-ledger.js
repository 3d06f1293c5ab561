#!/usr/bin/env node
const fs = require('node:fs');
const path = require('node:path');

/**
 * In the repository the sources are run as they are, through the Backstage CLI's transform; a published package has no
 * sources, only what was built from them.
 */
function loadLedger() {
  const sources = path.resolve(__dirname, '../src/index.ts');
  if (!fs.existsSync(sources)) {
    return require('../dist/index.cjs.js');
  }
  require('@backstage/cli/config/nodeTransform.cjs');
  return require(sources);
}

const { exitCode, output } = loadLedger().runCommandLine(
  process.argv.slice(2),
  {
    readFile: file => fs.readFileSync(file, 'utf8'),
    readBytes: (directory, file) => {
      const place = path.join(directory, file);
      return fs.existsSync(place) ? fs.readFileSync(place) : undefined;
    },
  },
);
(exitCode === 0 ? process.stdout : process.stderr).write(`${output}\n`);
process.exitCode = exitCode;
