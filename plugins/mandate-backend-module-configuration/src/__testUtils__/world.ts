import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotFoundError } from '@backstage/errors';
import { ConfigurationRepository } from '@mandate/configuration-git';
import type {
  ClusterObject,
  Plan,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type {
  ClusterAccess,
  StepContext,
  TargetDirectory,
  TargetLimit,
} from '@mandate/plugin-mandate-node';
import { fakeConfigure, keyOf } from './fakeConfigure';
import { ChangeConfigurationKind } from '../kind/ChangeConfigurationKind';
import { ConfigurationFiles } from '../repository/ConfigurationFiles';
import { SchemaFolder } from '../repository/SchemaFolder';

/** When everything happens. */
export const NOW = new Date('2026-11-26T12:00:00Z');

const schema = {
  type: 'object',
  properties: {
    log: {
      type: 'object',
      properties: {
        level: {
          type: 'string',
          enum: ['debug', 'info', 'warn'],
          'x-env': 'LOG_LEVEL',
        },
      },
    },
    retries: { type: 'integer', minimum: 0, maximum: 10 },
    memory: { type: 'string', 'x-limit': 'memoryGiB' },
    password: { 'x-secret': true, 'x-env': 'DB_PASSWORD' },
    uses: { type: 'string', 'x-reference': 'service' },
  },
};

/** A target of the example shop. */
export function targetOf(name: string, environment: string): TargetFacts {
  return {
    entityRef: `component:default/${name}`,
    environment,
    cluster: 'main',
    namespace: environment,
    workload: { kind: 'Deployment', name },
    name,
    entityKind: 'Component',
    tags: [],
    tier: 3,
    production: environment === 'prod',
    inCatalog: true,
  };
}

/** A repository with files, a cluster with workloads, and the kind on both. */
export async function createWorld(
  files: Readonly<Record<string, string>>,
  options: {
    readonly running?: readonly string[];
    /** Of mandates, each for one environment. A test may change the list. */
    readonly limits?: readonly (TargetLimit & {
      readonly environment: string;
    })[];
  } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'mandate-configuration-'));
  const directory = join(folder, 'configuration.git');
  const repository = await ConfigurationRepository.open(directory);
  await mkdir(join(folder, 'schemas'));
  await writeFile(
    join(folder, 'schemas', 'effective.json'),
    JSON.stringify(schema),
  );
  const targets = ['checkout', 'orders'].flatMap(name =>
    ['dev', 'staging', 'prod'].map(environment => targetOf(name, environment)),
  );
  const cluster = new Map<string, ClusterObject>();
  for (const place of options.running ?? ['staging/checkout']) {
    const [namespace, name] = place.split('/');
    cluster.set(keyOf({ kind: 'Deployment', namespace, name }), {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace, name },
      status: { readyReplicas: 1 },
    });
  }
  const access = clusterAccess(cluster);
  const write = async (
    contents: Readonly<Record<string, string>>,
    author = 'Ann',
  ) =>
    (
      await repository.write({
        base: await repository.head(),
        contents: new Map(Object.entries(contents)),
        author: { name: author, email: 'ann@example.org' },
        at: NOW.toISOString(),
        message: 'By hand',
      })
    ).commit;
  const first = await write(files);
  const sources = {
    repository,
    files: new ConfigurationFiles(repository),
    schemas: new SchemaFolder(join(folder, 'schemas')),
    rules: { security: [] },
    observation: {
      clusters: access,
      targets: directoryOf(targets),
      limits: async ({ environment }: TargetFacts) =>
        (options.limits ?? []).filter(one => one.environment === environment),
    },
    kinds: {
      kind: (name: string) =>
        name === 'configure' ? fakeConfigure(cluster) : undefined,
    },
    now: () => NOW,
    onWritten: () => {},
  };
  return {
    directory,
    first,
    write,
    sources,
    cluster,
    kind: new ChangeConfigurationKind(sources),
    /** The live ConfigMap of a target. */
    applied: (target: TargetFacts) =>
      cluster.get(
        keyOf({
          kind: 'ConfigMap',
          namespace: target.namespace,
          name: `${target.workload.name}-configuration`,
        }),
      ),
  };
}

/** The world that a test is in. */
export type World = Awaited<ReturnType<typeof createWorld>>;

/** What the kernel gives a step. */
export function stepContext(
  world: World,
  plan: Plan,
  target: TargetFacts,
  changeId = 'chg-1',
): StepContext {
  return {
    target,
    plan,
    changeId,
    revision: 1,
    clusters: world.sources.observation.clusters,
    signal: new AbortController().signal,
    idempotencyKey: `${changeId}/1/step`,
    fence: 1,
    origin: {
      proposer: 'user:default/dana',
      reason: 'For the sale',
      oversight: 'notify',
    },
    report: () => {},
  };
}

/** A plan, or the words why there is none. */
export async function planFor(
  world: World,
  target: TargetFacts,
  input: unknown,
): Promise<Plan | string> {
  const outcome = await world.kind.plan(
    {
      target,
      clusters: world.sources.observation.clusters,
      signal: new AbortController().signal,
    },
    world.kind.inputSchema.parse(input),
  );
  return outcome.type === 'planned' ? outcome.plan : outcome.words;
}

/** As `planFor`, where a plan is expected. */
export async function planned(
  world: World,
  target: TargetFacts,
  input: unknown,
): Promise<Plan> {
  const plan = await planFor(world, target, input);
  if (typeof plan === 'string') {
    throw new Error(plan);
  }
  return plan;
}

/** Runs every step that is not there yet, as the kernel does. */
export async function run(
  world: World,
  plan: Plan,
  target: TargetFacts,
  changeId = 'chg-1',
): Promise<void> {
  const context = stepContext(world, plan, target, changeId);
  for (const { id } of plan.steps) {
    const handler = world.kind.step(plan, id);
    if ((await handler.observe(context)).type !== 'present') {
      const acted = await handler.act(context);
      const seen = await handler.observe(context);
      if (seen.type !== 'present') {
        throw new Error(`${id}: ${JSON.stringify(acted)} ${seen.words}`);
      }
    }
  }
}

function clusterAccess(cluster: Map<string, ClusterObject>): ClusterAccess {
  const never = async () => {
    throw new Error('Not asked for in these tests.');
  };
  return {
    clusters: () => ['main'],
    read: async (_cluster, reference) => cluster.get(keyOf(reference)),
    list: async (_cluster, { kind }) =>
      [...cluster.values()].filter(object => object.kind === kind),
    apply: never,
    remove: never,
    evict: never,
    askService: never,
    readLog: never,
    queryMetrics: never,
    watch: never,
  };
}

function directoryOf(targets: readonly TargetFacts[]): TargetDirectory {
  return {
    all: async () => targets,
    ofEntity: async entityRef =>
      targets.filter(target => target.entityRef === entityRef),
    dependants: async () => [],
    resolve: async ({ entityRef, environment }) => {
      const found = targets.find(
        target =>
          target.entityRef === entityRef && target.environment === environment,
      );
      if (!found) {
        throw new NotFoundError(`There is no ${entityRef}.`);
      }
      return found;
    },
  };
}
