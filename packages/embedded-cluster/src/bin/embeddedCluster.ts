import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startEmbeddedCluster } from '../startEmbeddedCluster';

const USAGE =
  'usage: embeddedCluster [--data FILE] [--port NUMBER] [--name NAME] [--kubeconfig FILE] [--process-pods]\n' +
  'Runs an embedded Kubernetes cluster on 127.0.0.1 until it gets SIGTERM or SIGINT.';

const flags = z.object({
  data: z.string().optional(),
  port: z.coerce.number().int().min(0).max(65_535).optional(),
  name: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)
    .optional(),
  kubeconfig: z.string().optional(),
  'process-pods': z.boolean().optional(),
});

main().catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const given = readFlags();
  const cluster = await startEmbeddedCluster({
    host: '127.0.0.1',
    dataFile: given.data,
    port: given.port,
    name: given.name,
    processPods: given['process-pods'],
    logger: { error: message => process.stderr.write(`${message}\n`) },
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      // leaving now would lose nothing, but closing folds the write-ahead log into the file
      cluster.close().then(() => process.exit(0));
    });
  }
  if (given.kubeconfig) {
    cluster.writeKubeconfig(given.kubeconfig);
  }
  const where = given.kubeconfig ? `, kubeconfig ${given.kubeconfig}` : '';
  process.stdout.write(`embedded cluster ready at ${cluster.url}${where}\n`);
}

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        name: { type: 'string' },
        kubeconfig: { type: 'string' },
        'process-pods': { type: 'boolean' },
      },
    });
    return flags.parse(values);
  } catch (error) {
    const why =
      error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`${why}\n${USAGE}`);
  }
}
