import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, tools } from '../places.mjs';

/**
 * A checkout in a temporary folder that holds the launcher and the given files, removed after the test.
 *
 * @param {import('node:test').TestContext} context
 * @param {{ files?: Record<string, string>, withTools?: boolean }} [options] `withTools` brings Node and Yarn along
 * @returns {string} the folder
 */
export function temporaryCheckout(context, options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-checkout-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(
    join(root, 'packages/launcher/src'),
    join(folder, 'packages/launcher/src'),
    { recursive: true },
  );
  mkdirSync(join(folder, 'plugins'));
  for (const [name, content] of Object.entries(options.files ?? {})) {
    writeFileSync(join(folder, name), content);
  }
  if (options.withTools) {
    mkdirSync(join(folder, '.tools'));
    symlinkSync(
      join(tools, 'node_modules'),
      join(folder, '.tools/node_modules'),
    );
  }
  return folder;
}
