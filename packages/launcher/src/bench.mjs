import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { environment } from './commands.mjs';
import { node, root } from './places.mjs';
import { Problem, runMain } from './problem.mjs';

/** `yarn bench NAME [--json]`: runs a package's `bench/NAME.bench.ts` and prints its figures. */
await runMain(() => {
  const [name, ...flags] = process.argv.slice(2);
  const known = benchmarks();
  const file = known.get(name ?? '');
  if (!file) {
    throw new Problem(
      `Give the name of a benchmark: ${[...known.keys()].join(', ')}.`,
    );
  }
  const { status } = spawnSync(
    node,
    [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      join(root, 'packages/launcher/src/runBenchmark.cjs'),
      file,
      ...flags,
    ],
    { cwd: root, stdio: 'inherit', env: environment() },
  );
  return status ?? 1;
});

function benchmarks() {
  const found = new Map();
  for (const parent of ['packages', 'plugins']) {
    for (const folder of readdirSync(join(root, parent))) {
      const place = join(root, parent, folder, 'bench');
      for (const entry of existsSync(place) ? readdirSync(place) : []) {
        const match = /^(.+)\.bench\.ts$/.exec(entry);
        if (match) {
          found.set(match[1], join(place, entry));
        }
      }
    }
  }
  return found;
}
