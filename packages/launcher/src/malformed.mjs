import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Sends malformed and well-formed requests to every route of every OpenAPI document, on a portal and an embedded cluster
 * of their own, with an installed Schemathesis (https://schemathesis.readthedocs.io, from PyPI):
 *
 *     npm run malformed -- [--requests 10000] [--schemathesis st] [--seed 1] [--as security-officer] [FOLDER…]
 *
 * A folder is one of `plugins`, all that have a document when none is named. It fails on an answer of 500 or more, on one
 * that takes longer than half a minute, and on one that the document does not allow.
 */
const { values, positionals } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    schemathesis: { type: 'string', default: 'st' },
    seed: { type: 'string', default: '1' },
    as: { type: 'string', default: 'security-officer' },
  },
  allowPositionals: true,
});
process.env.MANDATE_STATE ??= mkdtempSync(join(tmpdir(), 'mandate-malformed-'));
process.env.MANDATE_PORT ??= '7107';

// The launcher reads the state folder's place when it is loaded.
const { environment, run } = await import('./commands.mjs');
const { root, state } = await import('./places.mjs');
const { startCluster, startPortal } = await import('./portal.mjs');
const { Problem, runMain } = await import('./problem.mjs');
const { step } = await import('./progress.mjs');
const { readSettings, requireFreePort } = await import('./settings.mjs');

const LONGEST_HEADER = 1_048_576;
const LIMIT_MS = 60 * 60_000;
const SIGN_IN_LIMIT_MS = 60_000;
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];
/** Nothing may be refused for being too much. */
const CONFIG = {
  mandate: {
    rateLimits: {
      people: { perMinute: 1_000_000, burst: 1_000_000 },
      machines: { perMinute: 1_000_000, burst: 1_000_000 },
    },
  },
};

await runMain(async () => {
  const documents = documentsOf(positionals);
  const operations = documents.reduce((sum, each) => sum + each.operations, 0);
  const settings = readSettings();
  await requireFreePort(settings.port);
  const config = join(state, 'app-config.malformed.json');
  writeFileSync(config, JSON.stringify(CONFIG));
  // A long address is for the portal to answer, and not for Node beneath it, which answers with no body at all.
  settings.variables.NODE_OPTIONS = `--max-http-header-size=${LONGEST_HEADER}`;
  const services = [];
  try {
    services.push(await startCluster(settings));
    services.push(await startPortal(settings, [config]));
    const url = `http://127.0.0.1:${settings.port}`;
    const authorization = `Bearer ${await signIn(url, values.as)}`;
    let sent = 0;
    let failed = 0;
    for (const { file, folder } of documents) {
      step(`Sending requests to ${folder}`);
      const { status, output } = await attack(file, {
        name: `malformed-${folder}`,
        url: `${url}/api/mandate`,
        authorization,
        examples: Math.ceil(Number(values.requests) / operations),
      });
      const count = generated(output);
      sent += count;
      failed += status === 0 ? 0 : 1;
      process.stdout.write(
        `  ${count} requests, ${
          status === 0 ? 'nothing found' : 'see the log'
        }\n`,
      );
    }
    process.stdout.write(
      `${sent} requests to ${operations} operations; logs are in ${join(
        state,
        'logs',
      )}\n`,
    );
    return failed > 0 ? 1 : 0;
  } finally {
    for (const service of services.reverse()) {
      await service.stop();
    }
  }
});

function documentsOf(folders) {
  const all = readdirSync(join(root, 'plugins')).flatMap(folder => {
    const file = join(root, 'plugins', folder, 'src/schema/openapi.yaml');
    try {
      const operations = readFileSync(file, 'utf8').match(/operationId:/g);
      return [{ folder, file, operations: operations?.length ?? 0 }];
    } catch {
      return [];
    }
  });
  const unknown = folders.filter(
    name => !all.some(({ folder }) => folder === name),
  );
  if (unknown.length > 0) {
    throw new Problem(
      `There is no OpenAPI document in ${unknown.join(', ')}. Name some of ${all
        .map(({ folder }) => folder)
        .join(', ')}.`,
    );
  }
  return all.filter(
    ({ folder }) => folders.length === 0 || folders.includes(folder),
  );
}

function attack(file, { name, url, authorization, examples }) {
  const reports = join(state, 'reports');
  mkdirSync(reports, { recursive: true });
  return run(
    name,
    values.schemathesis,
    [
      'run',
      file,
      ...['--url', url],
      ...['--header', `Authorization: ${authorization}`],
      ...['--phases', 'examples,coverage,fuzzing'],
      ...['--checks', CHECKS.join()],
      ...['--max-examples', String(examples)],
      ...['--seed', values.seed],
      ...['--request-timeout', '30'],
      ...['--generation-database', 'none'],
      ...['--suppress-health-check', 'all'],
      ...['--warnings', 'off'],
      '--continue-on-failure',
      ...['--report', 'ndjson'],
      ...['--report-ndjson-path', join(reports, `${name}.ndjson`)],
    ],
    { timeoutMs: LIMIT_MS, env: environment(), cwd: state },
  );
}

/** How many requests Schemathesis says that it made. */
function generated(output) {
  const [, count] = /(\d[\d,]*) generated/.exec(output) ?? [];
  return Number(count?.replaceAll(',', '') ?? 0);
}

/** A role's token, as the sign-in page gets it; right after the start the catalog may not know the role's person yet. */
async function signIn(url, role) {
  const deadline = Date.now() + SIGN_IN_LIMIT_MS;
  for (;;) {
    const response = await fetch(`${url}/api/auth/development-roles/refresh`, {
      headers: { 'x-mandate-role': role },
    });
    const { backstageIdentity } = await response.json().catch(() => ({}));
    if (backstageIdentity) {
      return backstageIdentity.token;
    }
    if (Date.now() > deadline) {
      throw new Problem(`Nobody can sign in as ${role}: ${response.status}.`);
    }
    await new Promise(done => {
      setTimeout(done, 500);
    });
  }
}
