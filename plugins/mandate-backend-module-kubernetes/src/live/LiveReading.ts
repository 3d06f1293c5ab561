import {
  ClusterRefusedError,
  ClusterUnavailableError,
} from '@mandate/plugin-mandate-node';
import type {
  LiveEnvironment,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { ClusterRegistry } from '../cluster/ClusterRegistry';
import type { ClusterReflectors } from '../reflector/ClusterReflectors';
import { identityOf } from '../reflector/domain/identity';
import type { Projected } from '../reflector/domain/ObjectCache';
import { HttpReflectorSource } from '../reflector/HttpReflectorSource';
import { podProjection } from '../reflector/projections/podProjection';
import {
  REFLECTED_WORKLOADS,
  workloadProjection,
} from '../reflector/projections/workloadProjection';
import type { Projection } from '../reflector/Reflector';
import { liveEnvironment } from './liveEnvironment';

const PAGE = 500;
/** Beyond these, a namespace is not read for one answer; its reflector will have it soon. */
const MOST_PAGES = 20;
const TIMEOUT_MS = 10_000;

/** A list that could not be read, in words for people. */
class ListFailedError extends Error {}

/** What runs of targets: from the reflectors where they follow the cluster, and else read for the answer. */
export class LiveReading {
  constructor(
    private readonly options: {
      readonly registry: ClusterRegistry;
      readonly reflectors: ClusterReflectors;
    },
  ) {}

  /** Resolves for a cluster that cannot be seen, too: the others are shown all the same. */
  async of(target: TargetFacts): Promise<LiveEnvironment> {
    try {
      return this.reflected(target) ?? (await this.read(target));
    } catch (error) {
      if (
        error instanceof ListFailedError ||
        error instanceof ClusterUnavailableError ||
        error instanceof ClusterRefusedError
      ) {
        return unseen(target, error.message);
      }
      throw error;
    }
  }

  private reflected(target: TargetFacts): LiveEnvironment | undefined {
    const kept = this.options.reflectors.of(target.cluster);
    if (!kept) {
      return undefined;
    }
    const { pods, workloads } = kept;
    const trouble = [pods, ...workloads]
      .map(reflector => reflector.status())
      .find(({ type }) => type === 'failing' || type === 'lagging');
    return liveEnvironment({
      target,
      freshness: trouble ? 'lagging' : 'live',
      words: trouble && 'words' in trouble ? trouble.words : '',
      workloads: workloads.flatMap(reflector => [
        ...reflector.values(target.namespace),
      ]),
      pods: pods.values(target.namespace),
    });
  }

  private async read(target: TargetFacts): Promise<LiveEnvironment> {
    const [pods, ...workloads] = await Promise.all([
      this.list(target, 'v1', 'Pod', podProjection()),
      ...REFLECTED_WORKLOADS.map(kind =>
        this.list(target, 'apps/v1', kind, workloadProjection(kind)),
      ),
    ]);
    return liveEnvironment({
      target,
      freshness: 'read',
      words: '',
      workloads: workloads.flat(),
      pods,
    });
  }

  private async list<T extends Projected>(
    { cluster, namespace }: TargetFacts,
    apiVersion: string,
    kind: string,
    project: Projection<T>,
  ): Promise<readonly T[]> {
    const { connection, paths } = this.options.registry.get(cluster);
    const source = new HttpReflectorSource(connection, {}, () =>
      paths.collection({ apiVersion, kind, namespace }),
    );
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const found: T[] = [];
    let continueToken: string | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page = await source.page({
        limit: PAGE,
        signal,
        ...(continueToken ? { continueToken } : {}),
      });
      if (page.type !== 'page') {
        throw new ListFailedError(
          'words' in page ? page.words : `A list of ${kind}s took too long.`,
        );
      }
      found.push(...page.items.flatMap(item => projected(item, project)));
      continueToken = page.continueToken;
      if (!continueToken) {
        break;
      }
    }
    return found;
  }
}

/** An object that cannot be read is left out, and the others are shown. */
function projected<T extends Projected>(
  item: unknown,
  project: Projection<T>,
): readonly T[] {
  const identity = identityOf(item);
  const found = identity && project(identity, item);
  return found ? [found] : [];
}

function unseen(target: TargetFacts, words: string): LiveEnvironment {
  const { environment, cluster, namespace } = target;
  return {
    environment,
    cluster,
    namespace,
    status: 'unknown',
    freshness: 'read',
    words,
    workloads: [],
    pods: [],
    morePods: 0,
  };
}
