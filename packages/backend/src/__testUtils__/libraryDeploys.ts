import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProposeRequest } from '@mandate/plugin-mandate-common';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { ROOT } from './ServiceProcess';

const LIBRARY = join(ROOT, 'examples/templates');

const inputSchema = z.object({
  instance: z.object({ name: z.string() }),
  values: z.record(z.string(), z.json()),
});
const templateSchema = z.object({
  metadata: z.object({
    annotations: z.looseObject({ 'mandate.dev/container-type': z.string() }),
  }),
});
const objectSchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  spec: z
    .looseObject({ scaleTargetRef: z.object({ name: z.string() }).optional() })
    .optional(),
});
type GoldenObject = z.infer<typeof objectSchema>;

/** A template of the library, and what a test deploys of it. */
export interface LibraryDeploy {
  readonly template: string;
  readonly namespace: string;
  /** Secrets that its objects name, each with the keys; an administrator makes them first. */
  readonly secrets: ReadonlyMap<string, readonly string[]>;
  /** Deployments that it scales and does not bring; an administrator makes them first, too. */
  readonly scaled: readonly string[];
  readonly request: ProposeRequest;
}

/** Names of all templates of the library. */
export const libraryNames: readonly string[] = readdirSync(LIBRARY, {
  withFileTypes: true,
})
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);

/** The deploy of a template's reviewed golden into a namespace of its own in dev. */
export function libraryDeploy(template: string): LibraryDeploy {
  const { instance, values } = inputSchema.parse(
    parse(read(template, 'golden/defaults.input.yaml')),
  );
  const objects = parseAllDocuments(read(template, 'golden/defaults.yaml')).map(
    document => objectSchema.parse(document.toJS()),
  );
  const workload = objects.find(
    ({ kind, metadata }) =>
      ['Deployment', 'StatefulSet'].includes(kind) &&
      metadata.name === instance.name,
  );
  const { annotations } = templateSchema.parse(
    parse(read(template, 'template.yaml')),
  ).metadata;
  const name = `lib-${template}`;
  return {
    template,
    namespace: `${name}-dev`,
    secrets: secretsIn(objects),
    scaled: scaledBesides(objects),
    request: {
      kind: 'deploy',
      target: { entityRef: `component:default/${name}`, environment: 'dev' },
      input: { template: { name: template, parameters: values } },
      idempotencyKey: `library-${template}`,
      reason: 'Each template of the library can be deployed.',
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name,
          namespace: 'default',
          annotations: {
            'mandate.dev/container-type':
              annotations['mandate.dev/container-type'],
            'mandate.dev/template': template,
            ...(workload?.kind === 'StatefulSet'
              ? { 'mandate.dev/workload': `statefulset/${name}` }
              : {}),
          },
        },
        spec: {
          type: 'service',
          lifecycle: 'experimental',
          owner: 'group:default/shop',
        },
      },
    },
  };
}

function read(template: string, file: string): string {
  return readFileSync(join(LIBRARY, template, file), 'utf8');
}

function scaledBesides(objects: readonly GoldenObject[]): readonly string[] {
  return objects
    .flatMap(({ spec }) => spec?.scaleTargetRef?.name ?? [])
    .filter(
      scaled =>
        !objects.some(
          ({ kind, metadata }) =>
            kind === 'Deployment' && metadata.name === scaled,
        ),
    );
}

/** Secrets by name with their keys, wherever in the objects they are named. */
function secretsIn(value: unknown): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const add = (name: unknown, keys: readonly unknown[]) => {
    if (typeof name === 'string') {
      found.set(name, [...(found.get(name) ?? []), ...keys.map(String)]);
    }
  };
  const look = (part: unknown): void => {
    if (Array.isArray(part)) {
      part.forEach(look);
    } else if (typeof part === 'object' && part !== null) {
      for (const [field, inner] of Object.entries(part)) {
        if (field === 'secretKeyRef') {
          add(inner.name, [inner.key]);
        } else if (field === 'secretName') {
          add(inner, keysOf(part));
        } else {
          look(inner);
        }
      }
    }
  };
  look(value);
  return found;
}

function keysOf(volume: object): readonly unknown[] {
  const items = 'items' in volume ? volume.items : undefined;
  return Array.isArray(items) ? items.map(({ key }) => key) : [];
}
