import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePagesBuilt } from './portalBuild.mjs';
import { root } from './places.mjs';
import { startCluster, startPortal } from './portal.mjs';
import { Problem, runMain } from './problem.mjs';
import { secondsSinceStart, step } from './progress.mjs';
import { readSettings, requireFreePort } from './settings.mjs';
import { ensureToolchain } from './toolchain.mjs';

/** `npm start`: sets everything up, runs the portal, says what is ready, and ends it all on Ctrl-C. */
await runMain(async () => {
  const settings = readSettings();
  await requireFreePort(settings.port);
  await ensureToolchain();
  await ensurePagesBuilt(settings.variables);

  const services = [];
  const interrupted = interruption();
  try {
    if (!settings.ownCluster) {
      services.push(await orInterrupted(startCluster(settings), interrupted));
    }
    services.push(
      await orInterrupted(startPortal(settings, localConfig()), interrupted),
    );
    process.stdout.write(readyPage(settings));
    const reason = await Promise.race([
      interrupted,
      ...services.map(service => service.ended.then(how => ({ service, how }))),
    ]);
    if (reason?.service) {
      throw new Problem(
        `${reason.service.title} ended unexpectedly (${reason.how}). Look into ${reason.service.file}; then start again: nothing is lost.`,
      );
    }
    step('Ending');
  } finally {
    for (const service of services.reverse()) {
      await service.stop();
    }
  }
});

function localConfig() {
  return existsSync(join(root, 'app-config.local.yaml'))
    ? ['app-config.local.yaml']
    : [];
}

function interruption() {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => resolve(undefined));
    }
  });
}

async function orInterrupted(starting, interrupted) {
  const outcome = await Promise.race([
    starting,
    interrupted.then(() => 'interrupted'),
  ]);
  if (outcome === 'interrupted') {
    (await starting.catch(() => undefined))?.stop();
    throw new Problem('Ended before the portal was ready.');
  }
  return outcome;
}

function readyPage({ port, ownCluster, variables }) {
  const kubeconfig = variables.MANDATE_KUBECONFIG;
  return `
Ready after ${secondsSinceStart().toFixed(0)} s.

  Portal       http://localhost:${port}
  Sign in as   developer, platform-engineer, security-officer,
               security-engineer, auditor
  Agent        its token is agentToken in ${join(
    variables.MANDATE_STATE,
    'secrets.json',
  )}
               MCP: http://localhost:${port}/api/mcp-actions/v1
  Cluster      ${
    ownCluster ? 'yours' : 'embedded'
  }; export KUBECONFIG=${kubeconfig}
               kubectl get deployments --all-namespaces
  State        ${variables.MANDATE_STATE} (\`npm run reset\` starts over)

Ctrl-C ends everything; the next \`npm start\` goes on where this one stopped.
`;
}
