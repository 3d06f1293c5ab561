import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './ServiceProcess';

const FILE = join(ROOT, 'examples/templates/portal-deploys.json');

/** Keeps which versions of the library's templates were deployed through the portal, by the names of the templates. */
export function writePortalRecord(
  digests: Readonly<Record<string, string | undefined>>,
): void {
  writeFileSync(FILE, `${JSON.stringify({ templates: digests }, null, 2)}\n`);
}
