import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { environment, lastLines, run } from './commands.mjs';
import { Problem } from './problem.mjs';
import { node, root, tools, yarn } from './places.mjs';
import { step } from './progress.mjs';

const NODE_VERSION = '24';
const YARN_VERSION = '4';
const GIB = 1024 ** 3;

/** Makes sure that Node 24, Yarn 4 and all dependencies are there; does nothing when they are. */
export async function ensureToolchain() {
  await ensureNodeAndYarn();
  await ensureDependencies();
}

async function ensureNodeAndYarn() {
  if (existsSync(node) && existsSync(yarn)) {
    return;
  }
  requireDiskSpace(5 * GIB);
  step(`Fetching Node ${NODE_VERSION} and Yarn ${YARN_VERSION} into .tools`);
  mkdirSync(tools, { recursive: true });
  // One call for both: a second install into the same prefix prunes what Node's package brought.
  const result = await run('toolchain', 'npm', [
    'install',
    '--prefix',
    tools,
    '--no-audit',
    '--no-fund',
    '--no-save',
    `node@${NODE_VERSION}`,
    `@yarnpkg/cli-dist@${YARN_VERSION}`,
  ]);
  explain(result, 'Node and Yarn could not be fetched');
}

async function ensureDependencies() {
  const stamp = join(tools, 'installed');
  const digest = dependenciesDigest();
  if (
    existsSync(join(root, 'node_modules')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === digest
  ) {
    return;
  }
  requireDiskSpace(4 * GIB);
  step('Installing dependencies (about two minutes the first time)');
  const result = await run('dependencies', yarn, ['install', '--immutable'], {
    env: environment(await registrySettings()),
  });
  explain(result, 'The dependencies could not be installed');
  writeFileSync(stamp, digest);
}

/** Yarn does not read npm's settings, so the registry that npm uses is handed on; without one Yarn has its own default. */
async function registrySettings() {
  const server = await registry();
  return server ? { YARN_NPM_REGISTRY_SERVER: server } : {};
}

async function registry() {
  if (process.env.YARN_NPM_REGISTRY_SERVER) {
    return process.env.YARN_NPM_REGISTRY_SERVER;
  }
  const { output } = await run('registry', 'npm', [
    'config',
    'get',
    'registry',
  ]);
  const line = output.split('\n').find(text => /^https?:\/\//.test(text));
  return line?.trim().replace(/\/$/, '');
}

function dependenciesDigest() {
  const hash = createHash('sha256');
  const files = [
    'yarn.lock',
    'package.json',
    ...workspaces().map(folder => join(folder, 'package.json')),
  ];
  for (const file of files) {
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function workspaces() {
  return ['packages', 'plugins']
    .flatMap(parent =>
      readdirSync(join(root, parent)).map(name => join(parent, name)),
    )
    .filter(folder => existsSync(join(root, folder, 'package.json')))
    .sort();
}

/** Refuses early, in words, when the disk cannot hold what comes. */
export function requireDiskSpace(bytes, free = freeDiskSpace()) {
  if (free < bytes) {
    throw new Problem(
      `The disk has ${(free / GIB).toFixed(1)} GiB left and ${(
        bytes / GIB
      ).toFixed(1)} GiB are needed. Free some space and start again.`,
    );
  }
}

function freeDiskSpace() {
  const { bavail, bsize } = statfsSync(root);
  return bavail * bsize;
}

function explain({ status, output, file }, what) {
  if (status === 0) {
    return;
  }
  if (/ENOSPC/.test(output)) {
    throw new Problem(
      `${what}: the disk is full. Free some space and start again.`,
    );
  }
  if (
    /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|RequestError|network/i.test(
      output,
    )
  ) {
    throw new Problem(
      `${what}: the npm registry does not answer. Check your network or proxy, and the registry that \`npm config get registry\` names; then start again.\n\n${lastLines(
        output,
        6,
      )}`,
    );
  }
  throw new Problem(
    `${what}. The whole log is ${file}; its end:\n\n${lastLines(output)}`,
  );
}
