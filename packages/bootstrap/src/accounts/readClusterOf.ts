import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Trouble } from '../trouble';

const clusterSchema = z.looseObject({
  server: z.string(),
  'certificate-authority': z.string().optional(),
});
const kubeconfigSchema = z.looseObject({
  'current-context': z.string().nullish(),
  clusters: z.array(
    z.looseObject({ name: z.string(), cluster: clusterSchema }),
  ),
  contexts: z.array(
    z.looseObject({
      name: z.string(),
      context: z.looseObject({ cluster: z.string() }),
    }),
  ),
});

/** How a kubeconfig says that a cluster is reached, without anybody's credentials. Files it names are put in. */
export function readClusterOf(
  path: string,
  context: string | undefined,
): Readonly<Record<string, unknown>> {
  const text = readText(path);
  const parsed = kubeconfigSchema.safeParse(parseYaml(text, path));
  if (!parsed.success) {
    throw new Trouble(`${path} is not a kubeconfig that we understand.`);
  }
  const wanted = context ?? parsed.data['current-context'];
  const chosen = parsed.data.contexts.find(({ name }) => name === wanted);
  const found = parsed.data.clusters.find(
    ({ name }) => name === chosen?.context.cluster,
  );
  if (!found) {
    throw new Trouble(
      `${path} has no context '${wanted ?? ''}' with a cluster. Contexts: ${
        parsed.data.contexts.map(({ name }) => name).join(', ') || 'none'
      }. Name one with --context.`,
    );
  }
  const { 'certificate-authority': authority, ...cluster } = found.cluster;
  return authority === undefined
    ? cluster
    : {
        ...cluster,
        'certificate-authority-data': readFileSync(
          resolve(dirname(path), authority),
        ).toString('base64'),
      };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Trouble(
      `The kubeconfig ${path} cannot be read. Name another one with --kubeconfig.`,
      { cause: error },
    );
  }
}

function parseYaml(text: string, path: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw new Trouble(`${path} is not YAML.`, { cause: error });
  }
}
