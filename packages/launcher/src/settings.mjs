import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { Problem } from './problem.mjs';
import { state } from './places.mjs';

const DEFAULT_PORT = 7007;

/**
 * What the portal's processes get as environment variables. Secrets are made once and kept in the state folder, so
 * that sessions and the agent's token survive a restart.
 */
export function readSettings() {
  mkdirSync(join(state, 'database'), { recursive: true });
  const port = readPort('MANDATE_PORT', DEFAULT_PORT);
  const secrets = readSecrets();
  const ownCluster = process.env.MANDATE_KUBECONFIG
    ? resolve(process.env.MANDATE_KUBECONFIG)
    : undefined;
  if (ownCluster && !existsSync(ownCluster)) {
    throw new Problem(
      `MANDATE_KUBECONFIG names ${ownCluster}, and there is no such file. Correct it, or unset it to use the embedded cluster.`,
    );
  }
  return {
    port,
    ownCluster,
    variables: {
      NODE_ENV: process.env.NODE_ENV ?? 'development',
      MANDATE_STATE: state,
      MANDATE_PORT: String(port),
      MANDATE_KUBECONFIG: ownCluster ?? join(state, 'kubeconfig'),
      MANDATE_AGENT_TOKEN: secrets.agentToken,
      ...prometheusPath(ownCluster),
    },
  };
}

/** The embedded cluster answers queries itself; of another one, whoever starts the portal may say where it does. */
function prometheusPath(ownCluster) {
  const path =
    process.env.MANDATE_PROMETHEUS_PATH ??
    (ownCluster ? undefined : '/mandate/prometheus');
  return path ? { MANDATE_PROMETHEUS_PATH: path } : {};
}

function readPort(name, fallback) {
  const text = process.env[name] ?? String(fallback);
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Problem(
      `${name} is '${text}'. Give a port number between 1 and 65535.`,
    );
  }
  return port;
}

function readSecrets() {
  const file = join(state, 'secrets.json');
  if (existsSync(file)) {
    return JSON.parse(readFileSync(file, 'utf8'));
  }
  const secrets = {
    agentToken: randomBytes(24).toString('base64url'),
  };
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

/** Refuses in words when something else listens on the port. */
export async function requireFreePort(port) {
  const free = await new Promise(done => {
    const server = createServer()
      .once('error', () => done(false))
      .listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
  if (!free) {
    throw new Problem(
      `Port ${port} is in use. End what uses it (perhaps another \`npm start\`), or choose another one: MANDATE_PORT=${
        port + 10
      } npm start`,
    );
  }
}
