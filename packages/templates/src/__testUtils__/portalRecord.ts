import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LIBRARY_FOLDER } from './library';

const FILE = join(LIBRARY_FOLDER, 'portal-deploys.json');

const recordSchema = z.object({
  templates: z.record(z.string(), z.string().optional()),
});

/** Digests of the versions that a test of packages/backend deployed through the portal's API, by template. */
export function readPortalRecord(): ReadonlyMap<string, string | undefined> {
  const { templates } = existsSync(FILE)
    ? recordSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')))
    : { templates: {} };
  return new Map(Object.entries(templates));
}
