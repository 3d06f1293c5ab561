import {
  APPROVE_TEMPLATE_KIND,
  CHANGE_CONFIGURATION_KIND,
  CHANGE_MANDATE_KIND,
  PORTAL_ENVIRONMENT,
  type ProposeRequest,
  templateRef,
} from '@mandate/plugin-mandate-common';
import {
  containersOf,
  fieldsAt,
  imagesOf,
  listAt,
} from '@mandate/plugin-mandate-node';
import { exampleMandate } from '../../../../testing/exampleEntities';
import { templateFile } from '../../../templates/testing/templateFile';
import type { CrashSite } from './CrashSite';

/** A kind of change, and a target to try it on. */
export interface CrashCase {
  readonly kind: string;
  /** Which of the kind's ways, where it has several. */
  readonly way?: string;
  /** Brings the target into the state before. */
  readonly prepare: (site: CrashSite) => Promise<void>;
  /** An earlier change of the target by us, and what somebody else does after it. */
  readonly earlier?: {
    readonly change: (site: CrashSite) => ProposeRequest;
    readonly then: (site: CrashSite) => Promise<void>;
  };
  readonly request: (
    site: CrashSite,
  ) => Pick<ProposeRequest, 'target' | 'input'>;
  /** What there is afterwards. */
  readonly end: (site: CrashSite) => Promise<unknown>;
  readonly expected: unknown;
}

const RETENTION = 'mandate.dev/retention-days';
const RETIRED = 'mandate.dev/retired-replicas';

/** A deploy of ours, and a person who does not like its size. */
const drift = {
  change: (site: CrashSite) => ({
    kind: 'deploy',
    ...on(site, { objects: [bare(site)] }),
  }),
  then: async (site: CrashSite) => {
    await site.scaledByHand(3);
    await site.settled();
  },
};

/** Kinds of other modules, whose effects this cluster does not see; from the folder of plugins, the test that kills each. */
export const killedElsewhere = [
  {
    // It commits to a git repository before it applies.
    kind: CHANGE_CONFIGURATION_KIND,
    test: 'mandate-backend-module-configuration/src/kind/ChangeConfigurationKind.test.ts',
    name: 'after a crash between the commit and its record',
  },
] as const;

/** Every kind that is registered has at least one line. */
export const crashCases: readonly CrashCase[] = [
  {
    kind: 'deploy',
    prepare: nothing,
    request: site => on(site, { objects: [settings(site), bare(site)] }),
    end: async site => [
      imagesOf(await site.workload()),
      (await site.read('ConfigMap')) !== undefined,
    ],
    expected: [['mandate.test/workload:v1'], true],
  },
  {
    kind: 'rolling-deploy',
    prepare: async site => {
      await site.applied(site.deployment({ replicas: 2 }));
      await site.settled();
    },
    request: site => on(site, { image: image('v2'), batches: 2 }),
    end: async site => [
      imagesOf(await site.workload()),
      (await site.spec()).paused ?? false,
    ],
    expected: [['mandate.test/workload:v2'], false],
  },
  {
    kind: 'restart',
    prepare: deployed,
    request: site => on(site, {}),
    end: async site => (await site.read('Deployment'))?.metadata.generation,
    expected: 2,
  },
  {
    kind: 'scale',
    prepare: deployed,
    request: site => on(site, { replicas: 3 }),
    end: async site => (await site.spec()).replicas,
    expected: 3,
  },
  {
    kind: 'rollback',
    prepare: async site => {
      await deployed(site);
      await site.applied(site.deployment({ image: 'v2' }));
      await site.settled();
    },
    request: site => on(site, {}),
    end: async site => imagesOf(await site.workload()),
    expected: ['mandate.test/workload:v1'],
  },
  {
    kind: 'configure',
    prepare: deployed,
    request: site => on(site, { env: { set: { LEVEL: 'debug' } } }),
    end: async site => listAt(containersOf(await site.workload())[0], 'env'),
    expected: [{ name: 'LEVEL', value: 'debug' }],
  },
  {
    kind: 'resize',
    prepare: deployed,
    request: site => on(site, { requests: { cpu: '20m' } }),
    end: async site =>
      fieldsAt(containersOf(await site.workload())[0], 'resources', 'requests'),
    expected: { cpu: '20m', memory: '8Mi' },
  },
  {
    kind: 'delete',
    way: 'retire',
    prepare: deployed,
    request: site => on(site, { retentionDays: 3 }),
    end: async site => [
      (await site.spec()).replicas,
      (await site.read('Deployment'))?.metadata.annotations?.[RETENTION],
    ],
    expected: [0, '3'],
  },
  {
    kind: 'delete',
    way: 'restore',
    prepare: site => retired(site, 3),
    request: site => on(site, { action: 'restore' }),
    end: async site => (await site.spec()).replicas,
    expected: 1,
  },
  {
    kind: 'delete',
    way: 'remove after its time',
    prepare: site => retired(site, 0),
    request: site => on(site, { action: 'remove' }),
    end: async site => (await site.read('Deployment')) === undefined,
    expected: true,
  },
  {
    kind: 'quota',
    prepare: deployed,
    request: site =>
      on(site, {
        hard: { pods: '10' },
        containers: { defaultRequest: { cpu: '50m' } },
      }),
    end: async site =>
      fieldsAt(await site.read('ResourceQuota', 'mandate-quota'), 'spec').hard,
    expected: { pods: '10' },
  },
  {
    kind: 'reapply',
    prepare: nothing,
    earlier: drift,
    request: site => on(site, {}),
    end: async site => (await site.spec()).replicas,
    expected: 1,
  },
  {
    kind: 'adopt',
    prepare: nothing,
    earlier: drift,
    request: site => on(site, {}),
    end: async site => (await site.spec()).replicas,
    expected: 3,
  },
  {
    kind: 'ignore-drift',
    prepare: nothing,
    earlier: drift,
    request: site =>
      on(site, { until: new Date(Date.now() + 3_600_000).toISOString() }),
    end: async site => (await site.spec()).replicas,
    expected: 3,
  },
  {
    kind: 'cordon',
    prepare: site => site.nodeReady(),
    request: site => onNodes(site, { node: site.name }),
    end: async site =>
      fieldsAt(await site.read('Node'), 'spec').unschedulable ?? false,
    expected: true,
  },
  {
    kind: 'drain',
    prepare: async site => {
      await site.nodeReady();
      await site.applied(site.deployment({ node: site.name }));
      await site.settled();
    },
    request: site => onNodes(site, { node: site.name }),
    end: async site => [
      fieldsAt(await site.read('Node'), 'spec').unschedulable ?? false,
      await site.podsOn(site.name),
    ],
    expected: [true, []],
  },
  {
    kind: CHANGE_MANDATE_KIND,
    prepare: nothing,
    request: ({ name }) => ({
      target: {
        entityRef: `mandate:default/${name}`,
        environment: PORTAL_ENVIRONMENT,
      },
      input: {
        action: 'put',
        document: {
          ...exampleMandate,
          metadata: { name, namespace: 'default' },
          spec: {
            ...exampleMandate.spec,
            appliesTo: { environments: ['prod'] },
          },
        },
      },
    }),
    end: nothing,
    expected: undefined,
  },
  {
    kind: APPROVE_TEMPLATE_KIND,
    prepare: nothing,
    request: ({ name }) => ({
      target: {
        entityRef: templateRef(name),
        environment: PORTAL_ENVIRONMENT,
      },
      input: { action: 'approve', text: templateFile({ size: 1, name }) },
    }),
    end: nothing,
    expected: undefined,
  },
];

async function nothing(): Promise<void> {}

async function deployed(site: CrashSite): Promise<void> {
  await site.applied(site.deployment());
  await site.settled();
}

async function retired(site: CrashSite, days: number): Promise<void> {
  await site.applied(
    site.deployment({
      replicas: 0,
      annotations: { [RETENTION]: String(days), [RETIRED]: '1' },
    }),
  );
  await site.settled();
}

function on({ name }: CrashSite, input: ProposeRequest['input']) {
  return {
    target: { entityRef: `component:default/${name}`, environment: 'dev' },
    input,
  };
}

function onNodes({ name }: CrashSite, input: ProposeRequest['input']) {
  return {
    target: { entityRef: `resource:default/${name}`, environment: 'dev' },
    input,
  };
}

function image(tag: string): string {
  return `mandate.test/workload:${tag}`;
}

function bare(site: CrashSite) {
  const { namespace: _, ...metadata } = site.deployment().metadata;
  return { ...site.deployment(), metadata };
}

function settings({ name }: CrashSite) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data: { level: 'info' },
  };
}
