import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LIBRARY_FOLDER } from './library';

const FILE = join(LIBRARY_FOLDER, 'server-dry-run.json');

const recordSchema = z.object({
  version: z.string(),
  templates: z.record(
    z.string(),
    z.object({ digest: z.string(), objects: z.number() }),
  ),
});

/** What a real API server accepted in a dry run, and of which versions of the templates. */
export type ServerRecord = z.infer<typeof recordSchema>;

/** Reads what was recorded last. */
export function readServerRecord(): ServerRecord {
  return existsSync(FILE)
    ? recordSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')))
    : { version: '', templates: {} };
}

/** Keeps a record in the library's folder. */
export function writeServerRecord(record: ServerRecord): void {
  writeFileSync(FILE, `${JSON.stringify(record, null, 2)}\n`);
}
