import { randomUUID } from 'node:crypto';
import type {
  ClusterObject,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { ChangeKind, ClusterAccess } from '@mandate/plugin-mandate-node';
import { configureKind } from '../kinds/configure/configureKind';
import { deleteKind } from '../kinds/delete/deleteKind';
import { deployKind } from '../kinds/deploy/deployKind';
import { adoptKind } from '../kinds/drift/adoptKind';
import { ignoreDriftKind } from '../kinds/drift/ignoreDriftKind';
import { reapplyKind } from '../kinds/drift/reapplyKind';
import { cordonKind } from '../kinds/nodes/cordonKind';
import { drainKind } from '../kinds/nodes/drainKind';
import { quotaKind } from '../kinds/quota/quotaKind';
import { resizeKind } from '../kinds/resize/resizeKind';
import { restartKind } from '../kinds/restart/restartKind';
import { rollingDeployKind } from '../kinds/rolling/rollingDeployKind';
import { rollbackKind } from '../kinds/rollback/rollbackKind';
import { scaleKind } from '../kinds/scale/scaleKind';
import { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { TemplateFolders } from '../templates/TemplateFolders';
import { deployment } from './manifests';
import { allPassing, ChangeDriver, notPassing } from './runChange';
import { targetIn } from './targets';
import { startTestCluster, type TestCluster } from './testCluster';

const options = {
  verification: { soakSeconds: 1, deadlineSeconds: 60 },
  mostPruned: 10,
  now: () => new Date(),
};
const templates = new ApprovedTemplates(
  new TemplateFolders({ directories: [] }),
);

export const deploy = deployKind({ ...options, templates });
export const rollingDeploy = rollingDeployKind({ ...options, templates });
/** A deploy in batches half a minute from now, when a registry has had its time. */
export const laterRollingDeploy = rollingDeployKind({
  ...options,
  now: () => new Date(Date.now() + 30_000),
  templates,
});
export const scale = scaleKind(options);
export const restart = restartKind({ ...options, templates });
export const rollback = rollbackKind(options);
export const configure = configureKind({ ...options, templates });
export const resize = resizeKind({ ...options, templates });
export const cordon = cordonKind(options);
export const drain = drainKind(options);
export const deleteIt = deleteKind(options);
export const quota = quotaKind(options);
export const reapply = reapplyKind({ ...options, templates });
export const adopt = adoptKind(options);
export const ignoreDrift = ignoreDriftKind(options);

/** A deletion so many days from now. */
export function deleteAfter(days: number) {
  return deleteKind({
    ...options,
    now: () => new Date(Date.now() + days * 86_400_000),
  });
}

/** A deploy that may remove one object. */
export const deployOne = deployKind({ ...options, templates, mostPruned: 1 });

/** A deploy half a minute from now, when a registry has had its time. */
export const laterDeploy = deployKind({
  ...options,
  now: () => new Date(Date.now() + 30_000),
  templates,
});

export const V1 = 'mandate.test/workload:v1';
export const V2 = 'mandate.test/workload:v2';

/** Changes of the workload `checkout` on a test cluster; each test has a namespace of its own. */
export function changesOnCluster() {
  let cluster: TestCluster;
  let namespace: string;

  beforeAll(async () => {
    cluster = await startTestCluster();
  });
  afterAll(async () => {
    await cluster?.stop();
  });
  beforeEach(() => {
    namespace = `t-${randomUUID().slice(0, 8)}`;
  });
  afterEach(async () => {
    await cluster.access.remove(
      'test',
      { apiVersion: 'v1', kind: 'Namespace', name: namespace },
      {},
    );
  });

  function change<Input>(
    kind: ChangeKind<Input>,
    of: {
      readonly fence?: number;
      readonly changeId?: string;
      readonly facts?: Partial<TargetFacts>;
      /** Called just before each write, which waits for it. */
      readonly beforeWriting?: () => Promise<void>;
    } = {},
  ) {
    return new ChangeDriver({
      kind,
      target: targetIn(namespace, of.facts),
      clusters: of.beforeWriting
        ? writingAfter(cluster.access, of.beforeWriting)
        : cluster.access,
      changeId: of.changeId ?? `chg-${randomUUID().slice(0, 8)}`,
      fence: of.fence,
    });
  }

  async function read(
    kind: 'Deployment' | 'ConfigMap' | 'Namespace' = 'Deployment',
  ): Promise<ClusterObject> {
    const object = await cluster.access.read('test', {
      apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1',
      kind,
      name: kind === 'Namespace' ? namespace : 'checkout',
      ...(kind === 'Namespace' ? {} : { namespace }),
    });
    if (!object) {
      throw new Error(`There is no ${kind}.`);
    }
    return object;
  }

  async function deployed(object: ClusterObject = deployment({})) {
    const driver = change(deploy);
    const plan = await driver.plan({ objects: [object] });
    await driver.run(plan);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
  }

  /** The object of a name in the test's namespace. */
  function find(
    kind: 'Deployment' | 'StatefulSet' | 'ConfigMap' | 'Service',
    name = 'checkout',
  ): Promise<ClusterObject | undefined> {
    const apiVersion = ['ConfigMap', 'Service'].includes(kind)
      ? 'v1'
      : 'apps/v1';
    return cluster.access.read('test', { apiVersion, kind, name, namespace });
  }

  async function podNames(
    field: 'name' | 'uid' = 'name',
  ): Promise<readonly string[]> {
    const pods = await cluster.access.list('test', {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace,
      labelSelector: 'app=checkout',
    });
    return pods
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      .map(({ metadata }) => metadata[field] ?? '')
      .sort();
  }

  /** Writes fields of the Deployment's spec as a person with another tool would. */
  async function patchAs(manager: string, spec: Record<string, unknown>) {
    await cluster.patchAs(
      manager,
      `/apis/apps/v1/namespaces/${namespace}/deployments/checkout`,
      { spec },
    );
  }

  /** Applies an object of the core group or of `apps` by force, as a person with another tool would. */
  async function applyAs(manager: string, object: ClusterObject) {
    await cluster.applyAs(manager, {
      ...object,
      metadata: { ...object.metadata, namespace },
    });
  }

  return {
    namespace: () => namespace,
    access: () => cluster.access,
    cluster: () => cluster,
    change,
    read,
    deployed,
    find,
    podNames,
    patchAs,
    applyAs,
  };
}

/** The same access for a process that stands still just before it writes. */
function writingAfter(
  access: ClusterAccess,
  beforeWriting: () => Promise<void>,
): ClusterAccess {
  return {
    clusters: () => access.clusters(),
    read: (...args) => access.read(...args),
    list: (...args) => access.list(...args),
    remove: (...args) => access.remove(...args),
    evict: (...args) => access.evict(...args),
    askService: (...args) => access.askService(...args),
    readLog: (...args) => access.readLog(...args),
    queryMetrics: (...args) => access.queryMetrics(...args),
    watch: (...args) => access.watch(...args),
    apply: async (...args) => {
      await beforeWriting();
      return access.apply(...args);
    },
  };
}
