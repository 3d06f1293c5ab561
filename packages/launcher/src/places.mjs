import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders and files of a checkout. Everything the launcher makes lives in the two ignored folders. */
export const root = resolve(fileURLToPath(import.meta.url), '../../../..');
/** Node and Yarn. */
export const tools = join(root, '.tools');
/** State of the portal: databases, the embedded cluster's file, tokens, logs. `npm run reset` removes it. */
export const state = process.env.MANDATE_STATE
  ? resolve(process.env.MANDATE_STATE)
  : join(root, '.mandate');
export const logs = join(state, 'logs');
/** The runtime that Backstage wants, whatever runs the launcher. */
export const node = join(tools, 'node_modules/.bin/node');
export const yarn = join(tools, 'node_modules/.bin/yarn');
