import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type {
  LiveEnvironment,
  LiveEvent,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import {
  type ClusterAccess,
  ClusterRefusedError,
  ClusterUnavailableError,
  type TargetDirectory,
} from '@mandate/plugin-mandate-node';
import type { ClusterRegistry } from '../cluster/ClusterRegistry';
import { readLog } from '../cluster/readLog';
import type { LogQuery } from '../router/queries';
import type { LiveReading } from './LiveReading';
import { readEvents } from './readEvents';

/** Lines of a log that are shown at once. */
const MOST_LINES = 500;

/** What runs of entities. Only what belongs to an entity is shown for it: a pod of another one is not found. */
export class LiveService {
  constructor(
    private readonly options: {
      readonly registry: ClusterRegistry;
      readonly clusters: ClusterAccess;
      readonly targets: TargetDirectory;
      readonly reading: Pick<LiveReading, 'of'>;
    },
  ) {}

  /** One an environment that the entity is bound in. */
  async environments(entityRef: string): Promise<readonly LiveEnvironment[]> {
    const { targets, reading } = this.options;
    const found = await targets.ofEntity(entityRef);
    return Promise.all(found.map(target => reading.of(target)));
  }

  /** What the cluster says happened, the newest first. */
  async events(reference: TargetReference): Promise<readonly LiveEvent[]> {
    const { targets, reading, clusters } = this.options;
    const live = await reading.of(await targets.resolve(reference));
    return answered(() => readEvents(clusters, live));
  }

  /** The last lines of a container. */
  async log({ pod, container, ...reference }: LogQuery) {
    const { targets, reading, registry } = this.options;
    const live = await reading.of(await targets.resolve(reference));
    if (!live.pods.some(({ name }) => name === pod)) {
      throw new NotFoundError(
        `There is no pod '${pod}' of ${reference.entityRef} in ${reference.environment}. It may have been replaced.`,
      );
    }
    const { cluster, namespace } = live;
    return answered(() =>
      readLog(
        registry.get(cluster),
        { namespace, pod, container },
        { lines: MOST_LINES },
      ),
    );
  }
}

async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ClusterUnavailableError) {
      throw new ServiceUnavailableError(error.message);
    }
    if (error instanceof ClusterRefusedError) {
      throw new NotFoundError(error.message);
    }
    throw error;
  }
}
