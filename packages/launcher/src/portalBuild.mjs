import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, lastLines, run } from './commands.mjs';
import { Problem } from './problem.mjs';
import { root, yarn } from './places.mjs';
import { step } from './progress.mjs';

const SOURCES = /\.(tsx?|css|html|svg|json|ya?ml)$/;
const SKIPPED = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);
const FRONTENDS =
  /^(app|ledger|policy)$|^mandate(-common|-react|-compliance|-costs|-configuration|-operations|-scaffolder-fields)?$/;

/** Builds the portal's pages when their sources have changed since the last build. */
export async function ensurePagesBuilt(settings) {
  const stamp = join(root, 'packages/app/dist/.sources');
  const digest = sourcesDigest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) {
    return;
  }
  step('Building the pages (under a minute)');
  const { status, output, file } = await run(
    'pages',
    yarn,
    ['workspace', 'app', 'build'],
    { env: environment(settings) },
  );
  if (status !== 0) {
    throw new Problem(
      `The pages could not be built. The whole log is ${file}; its end:\n\n${lastLines(
        output,
      )}`,
    );
  }
  writeFileSync(stamp, digest);
}

function sourcesDigest() {
  const hash = createHash('sha256');
  for (const parent of ['packages', 'plugins']) {
    for (const name of readdirSync(join(root, parent)).sort()) {
      if (FRONTENDS.test(name)) {
        addFolder(hash, join(parent, name));
      }
    }
  }
  hash.update(readFileSync(join(root, 'yarn.lock')));
  return hash.digest('hex');
}

function addFolder(hash, folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) {
      addFolder(hash, path);
    } else if (entry.isFile() && SOURCES.test(entry.name)) {
      hash.update(path).update(readFileSync(join(root, path)));
    }
  }
}
