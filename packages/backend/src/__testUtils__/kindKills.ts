import {
  CHANGE_CONFIGURATION_KIND,
  CHANGE_MANDATE_KIND,
  PORTAL_ENVIRONMENT,
  type ProposeRequest,
} from '@mandate/plugin-mandate-common';
import type { Boundary } from './deployBoundaries';
import { entityRefOf, namespaceOf } from './deployRequest';

/** A change that its portal is killed in: what it is, and where it stands then. */
export interface KindKill {
  /** Of the workload, or of the mandate. */
  readonly name: string;
  readonly stopName: string;
  readonly request: ProposeRequest;
  readonly boundary: Boundary;
  /** What it writes to the cluster, once each; empty for what the portal itself keeps. */
  readonly writes: readonly string[];
}

type KillPoint = 'intended' | 'acted' | 'observed';

/** A process that dies takes long, so that all points are for `MANDATE_KILL_EVERYWHERE`; in one process they are all tried. */
const points: readonly KillPoint[] = process.env.MANDATE_KILL_EVERYWHERE
  ? ['intended', 'acted', 'observed']
  : ['acted'];

const inputs: Readonly<Record<string, ProposeRequest['input']>> = {
  scale: { replicas: 3 },
  configure: { env: { set: { LEVEL: 'debug' } } },
  rollback: {},
  [CHANGE_CONFIGURATION_KIND]: {
    action: 'edit',
    edits: [
      { level: 'instance', set: [{ path: ['http', 'retries'], value: 5 }] },
    ],
  },
};

/** Kinds whose targets need something before them. */
export const CONFIGURED_BEFORE = 'rollback';

/**
 * Changes of other kinds than deploy, of workloads that are deployed already: each is killed between its effect and the
 * answer, and where all points are asked for also between its intent and its attempt, and between its observation and
 * that being written.
 *
 * @param workloads - One for each: as many as {@link WORKLOADS_NEEDED}.
 */
export function kindKills(workloads: readonly string[]): readonly KindKill[] {
  const kinds = Object.keys(inputs);
  const onWorkloads = kinds.flatMap((kind, kindIndex) =>
    points.map((point, index): KindKill => {
      const name = workloads[kindIndex * points.length + index] ?? '';
      const entityRef = entityRefOf(name);
      return {
        name,
        stopName: `${kind} ${point}`,
        request: {
          kind,
          target: { entityRef, environment: 'dev' },
          input: inputs[kind] ?? {},
          idempotencyKey: `${kind}-${point}`,
        },
        boundary: boundaryOf({ kind, entityRef, point }, deploymentOf(name)),
        writes:
          kind === CHANGE_CONFIGURATION_KIND
            ? [
                `/api/v1/namespaces/${namespaceOf(
                  name,
                )}/configmaps/${name}-configuration`,
                deploymentOf(name),
              ]
            : [deploymentOf(name)],
      };
    }),
  );
  const onMandates = points.map((point): KindKill => {
    const name = `killed-${point}`;
    const entityRef = `mandate:default/${name}`;
    return {
      name,
      stopName: `${CHANGE_MANDATE_KIND} ${point}`,
      request: {
        kind: CHANGE_MANDATE_KIND,
        target: { entityRef, environment: PORTAL_ENVIRONMENT },
        input: { action: 'put', document: mandateNamed(name) },
        idempotencyKey: `${CHANGE_MANDATE_KIND}-${point}`,
      },
      boundary: boundaryOf({ kind: CHANGE_MANDATE_KIND, entityRef, point }),
      writes: [],
    };
  });
  return [...onWorkloads, ...onMandates];
}

/** How many workloads {@link kindKills} acts on. */
export const WORKLOADS_NEEDED = Object.keys(inputs).length * points.length;

/** The path of a workload's Deployment. */
export function deploymentOf(name: string): string {
  return `/apis/apps/v1/namespaces/${namespaceOf(name)}/deployments/${name}`;
}

function boundaryOf(
  of: {
    readonly kind: string;
    readonly entityRef: string;
    readonly point: KillPoint;
  },
  path?: string,
): Boundary {
  const { kind, entityRef, point } = of;
  const isIt = `kind = '${kind}' and entity_ref = '${entityRef}'`;
  const ofIt = `new.change_id = (select id from mandate_changes where ${isIt})`;
  const event = 'update on mandate_steps';
  switch (point) {
    case 'intended':
      return {
        words: `${kind}: intended, before the attempt is written`,
        type: 'journal',
        event,
        when: () => `${ofIt} and new.attempts > 0`,
      };
    case 'acted':
      return path
        ? {
            words: `${kind}: after the effect, before its answer`,
            type: 'call',
            side: 'after',
            method: 'PATCH',
            path: () => path,
            occurrence: 1,
          }
        : {
            words: `${kind}: after all steps, before that is written`,
            type: 'journal',
            event: 'update of state on mandate_changes',
            when: () =>
              `new.kind = '${kind}' and new.entity_ref = '${entityRef}' and new.state = 'verifying'`,
          };
    default:
      return {
        words: `${kind}: observed, before that is written`,
        type: 'journal',
        event,
        when: () => `${ofIt} and new.state = 'done'`,
      };
  }
}

/** A mandate for what there is not, so that it has a say in nothing. */
function mandateNamed(name: string): object {
  return {
    apiVersion: 'mandate.dev/v1alpha1',
    kind: 'Mandate',
    metadata: { name, namespace: 'default', title: name },
    spec: {
      owner: 'group:default/platform',
      appliesTo: { systems: ['system:default/nothing'] },
      grants: [{ changes: ['restart'], oversight: 'autonomous' }],
      review: { every: 'P1Y', by: 'group:default/platform' },
    },
  };
}
