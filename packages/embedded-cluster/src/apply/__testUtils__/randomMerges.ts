import { JsonObject, JsonValue } from '../../model/KubernetesObject';

/** One write of a sequence, as the reference reads it. */
export interface MergeOperation {
  readonly type: 'apply' | 'update';
  readonly manager: string;
  readonly force?: boolean;
  readonly object: JsonObject;
}

/** A question to the reference implementation of merging. */
export type MergeRequest =
  | {
      readonly id: number;
      readonly op: 'sequence';
      readonly operations: readonly MergeOperation[];
    }
  | {
      readonly id: number;
      readonly op: 'patch';
      readonly original: JsonObject;
      readonly patch: JsonObject;
    };

type Random = () => number;

/** Without them, nobody could tell which item of a list a patch is about. */
const MERGE_KEYS = ['name', 'uid', 'port', 'containerPort'];

/** The question of a number; the same number is always the same question. Every fifth is a strategic merge patch. */
export function randomMerge(id: number): MergeRequest {
  const random = generator(id);
  const make = pick(random, [deployment, service, configMap]);
  if (id % 5 === 0) {
    return {
      id,
      op: 'patch',
      original: make(random),
      patch: patchOf(random, make(random)),
    };
  }
  return {
    id,
    op: 'sequence',
    operations: Array.from({ length: 2 + count(random, 6) }, () => ({
      type: random() < 0.6 ? 'apply' : 'update',
      manager: pick(random, ['ann', 'bob', 'cid']),
      force: random() < 0.5,
      object: make(random),
    })),
  };
}

/** Structures that the API server always writes, if only empty, are always there. */
function deployment(random: Random): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(random),
    spec: {
      ...some(random, {
        replicas: () => count(random, 3),
        paused: () => random() < 0.5,
        minReadySeconds: () => count(random, 2),
        selector: () => ({ matchLabels: labels(random) }),
      }),
      strategy: some(random, {
        type: () => pick(random, ['RollingUpdate', 'Recreate']),
        rollingUpdate: () =>
          some(random, { maxSurge: () => pick(random, [1, '25%']) }),
      }),
      template: {
        metadata: some(random, { labels: () => labels(random) }),
        spec: {
          containers: named(random, ['a', 'b', 'c'], container),
          ...some(random, {
            volumes: () =>
              named(random, ['v', 'w'], () =>
                some(random, { emptyDir: () => ({}) }),
              ),
            nodeSelector: () => labels(random),
            terminationGracePeriodSeconds: () => count(random, 3),
            tolerations: () => [{ key: pick(random, ['x', 'y']) }],
            imagePullSecrets: () => named(random, ['p', 'q'], () => ({})),
          }),
        },
      },
    },
  };
}

function container(random: Random): JsonObject {
  const resources = some(random, {
    requests: () => ({ cpu: pick(random, ['1', '2']) }),
  });
  const others = some(random, {
    image: () => pick(random, ['x:1', 'x:2']),
    args: () => pick(random, [['one'], ['one', 'two'], []]),
    env: () =>
      named(random, ['E', 'F', 'G'], () => ({
        value: pick(random, ['1', '2']),
      })),
    ports: () =>
      sample(random, [80, 81]).map(containerPort => ({
        containerPort,
        ...some(random, {
          protocol: () => pick(random, ['TCP', 'UDP']),
          name: () => pick(random, ['http', 'web']),
        }),
      })),
    securityContext: () =>
      some(random, {
        runAsNonRoot: () => random() < 0.5,
        capabilities: () => ({ drop: sample(random, ['ALL', 'NET_RAW']) }),
      }),
  });
  return { ...others, resources };
}

function service(random: Random): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(random),
    spec: some(random, {
      type: () => pick(random, ['ClusterIP', 'NodePort']),
      selector: () => labels(random),
      ports: () =>
        sample(random, [80, 81, 82]).map(port => ({
          port,
          ...some(random, {
            name: () => pick(random, ['http', 'web']),
            targetPort: () => pick(random, [8080, 'http']),
            protocol: () => pick(random, ['TCP', 'UDP']),
          }),
        })),
      externalIPs: () => sample(random, ['10.0.0.1', '10.0.0.2']),
    }),
  };
}

function configMap(random: Random): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(random),
    ...some(random, { data: () => labels(random) }),
  };
}

function metadata(random: Random): JsonObject {
  return {
    name: 'web',
    namespace: 'shop',
    ...some(random, {
      labels: () => labels(random),
      annotations: () => labels(random),
      finalizers: () => sample(random, ['a.example/x', 'a.example/y']),
      ownerReferences: () =>
        sample(random, ['u1', 'u2']).map(uid => ({
          apiVersion: 'v1',
          kind: 'Node',
          name: pick(random, ['n', 'm']),
          uid,
        })),
    }),
  };
}

/** An object as a patch: with nulls, and with the directives that `kubectl` writes. */
function patchOf(random: Random, object: JsonObject): JsonObject {
  const alter = (value: JsonValue, field: string): JsonValue => {
    if (Array.isArray(value)) {
      return value.map(item => alter(item, field));
    }
    if (value === null || typeof value !== 'object') {
      return random() < 0.1 ? null : value;
    }
    const result = Object.fromEntries(
      Object.entries(value).map(([name, child]) => [
        name,
        MERGE_KEYS.includes(name) ? child : alter(child, name),
      ]),
    );
    const isItem = ['containers', 'env', 'volumes'].includes(field);
    if (isItem && typeof value.name === 'string') {
      return random() < 0.2 ? { name: value.name, $patch: 'delete' } : result;
    }
    if (field === 'strategy' && random() < 0.5) {
      return { ...result, $retainKeys: Object.keys(result) };
    }
    return field === 'labels' && random() < 0.2
      ? { ...result, $patch: 'replace' }
      : result;
  };
  const { apiVersion, kind, ...rest } = object;
  const patch = alter(rest, '');
  return typeof patch === 'object' && patch !== null && !Array.isArray(patch)
    ? { apiVersion, kind, ...patch }
    : object;
}

function labels(random: Random): JsonObject {
  return some(random, {
    app: () => pick(random, ['1', '2']),
    tier: () => pick(random, ['1', '2']),
    team: () => pick(random, ['1', '2']),
  });
}

function named(
  random: Random,
  names: readonly string[],
  make: (random: Random) => JsonObject,
): JsonValue[] {
  return sample(random, names).map(name => ({ name, ...make(random) }));
}

/** An object with some of the given fields. */
function some(
  random: Random,
  fields: Readonly<Record<string, () => JsonValue>>,
): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, make]) =>
      random() < 0.55 ? [[name, make()]] : [],
    ),
  );
}

/** Some of the items, in any order. */
function sample<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map(item => ({ item, rank: random() }))
    .filter(({ rank }) => rank < 0.65)
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

function pick<T>(random: Random, items: readonly T[]): T {
  return items[count(random, items.length)];
}

function count(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** mulberry32: small, and the same everywhere. */
function generator(seed: number): Random {
  let state = seed * 0x9e3779b9;
  return () => {
    state = Math.trunc(state + 0x6d2b79f5);
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
