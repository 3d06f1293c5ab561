import { entityRefOf, namespaceOf } from './deployRequest';

/** A place between two things that a portal writes down or does while it deploys a workload of a name. */
export type Boundary = {
  /** For people. */
  readonly words: string;
} & (
  | {
      /** Right before it writes something to the journal, which is right after whatever was before that. */
      readonly type: 'journal';
      /** SQL: the event of a trigger, and when it is the one that is meant. */
      readonly event: string;
      readonly when: (name: string) => string;
    }
  | {
      /** Before a call reaches the cluster, or after it did and before the answer comes back. */
      readonly type: 'call';
      readonly side: 'before' | 'after';
      readonly method: 'GET' | 'PATCH';
      readonly path: (name: string) => string;
      /** Which of the calls with this method and path, from 1. */
      readonly occurrence: number;
    }
);

interface Step {
  readonly object: string;
  readonly id: (name: string) => string;
  readonly path: (name: string) => string;
}

const core = (name: string) => `/api/v1/namespaces/${namespaceOf(name)}`;
const apps = (name: string) => `/apis/apps/v1/namespaces/${namespaceOf(name)}`;

/** The steps of a deploy of the template `web-service` into a new namespace, in order. */
export const deploySteps: readonly Step[] = [
  {
    object: 'Namespace',
    id: name => `apply-namespace-${namespaceOf(name)}`,
    path: core,
  },
  {
    object: 'the ConfigMap of what belongs together',
    id: name => `apply-configmap-mandate-set-${name}`,
    path: name => `${core(name)}/configmaps/mandate-set-${name}`,
  },
  {
    object: 'ConfigMap',
    id: name => `apply-configmap-${name}`,
    path: name => `${core(name)}/configmaps/${name}`,
  },
  {
    object: 'Service',
    id: name => `apply-service-${name}`,
    path: name => `${core(name)}/services/${name}`,
  },
  {
    object: 'NetworkPolicy',
    id: name => `apply-networkpolicy-${name}`,
    path: name =>
      `/apis/networking.k8s.io/v1/namespaces/${namespaceOf(
        name,
      )}/networkpolicies/${name}`,
  },
  {
    object: 'PodDisruptionBudget',
    id: name => `apply-poddisruptionbudget-${name}`,
    path: name =>
      `/apis/policy/v1/namespaces/${namespaceOf(
        name,
      )}/poddisruptionbudgets/${name}`,
  },
  {
    object: 'Deployment',
    id: name => `apply-deployment-${name}`,
    path: name => `${apps(name)}/deployments/${name}`,
  },
];

/** A look lasts two seconds, and the soak ten: there are at least five. */
const LOOKS = [1, 2, 3, 4, 5];

/** Every boundary of a deploy, from the first call of planning to its end. */
export const deployBoundaries: readonly Boundary[] = [
  {
    words: 'while it is planned',
    type: 'call',
    side: 'before',
    method: 'GET',
    path: name => `${apps(name)}/deployments/${name}`,
    occurrence: 1,
  },
  {
    words: 'before the proposal is written',
    type: 'journal',
    event: 'insert on mandate_changes',
    when: name => `new.entity_ref = '${entityRefOf(name)}'`,
  },
  {
    words: 'claimed, before the gate reads the target',
    type: 'call',
    side: 'before',
    method: 'GET',
    path: core,
    occurrence: 2,
  },
  ...deploySteps.flatMap(boundariesOfStep),
  beforeState('verifying'),
  ...LOOKS.map(
    (occurrence): Boundary => ({
      words: `in look ${occurrence} of the verification`,
      type: 'call',
      side: 'before',
      method: 'GET',
      path: name => `${core(name)}/pods`,
      occurrence,
    }),
  ),
  {
    words: 'before the soak is written to start',
    type: 'journal',
    event: 'update of soak_started_at on mandate_runs',
    when: name => `${isRunOf(name)} and new.soak_started_at is not null`,
  },
  beforeState('succeeded'),
];

function boundariesOfStep({ object, id, path }: Step): Boundary[] {
  const event = 'update on mandate_steps';
  const write = { type: 'call', method: 'PATCH', path, occurrence: 1 } as const;
  return [
    {
      words: `${object}: before the intent is written`,
      type: 'journal',
      event,
      when: name => `new.step_id = '${id(name)}' and new.state = 'intended'`,
    },
    {
      words: `${object}: intended, before the attempt is written`,
      type: 'journal',
      event,
      when: name => `new.step_id = '${id(name)}' and new.attempts > 0`,
    },
    {
      words: `${object}: attempted, before the effect`,
      side: 'before',
      ...write,
    },
    {
      words: `${object}: after the effect, before its answer`,
      side: 'after',
      ...write,
    },
    {
      words: `${object}: observed, before that is written`,
      type: 'journal',
      event,
      when: name => `new.step_id = '${id(name)}' and new.state = 'done'`,
    },
  ];
}

function beforeState(state: string): Boundary {
  return {
    words: `before the change is written to be ${state}`,
    type: 'journal',
    event: 'update of state on mandate_changes',
    when: name =>
      `new.entity_ref = '${entityRefOf(name)}' and new.state = '${state}'`,
  };
}

function isRunOf(name: string): string {
  return `new.change_id = (select id from mandate_changes where entity_ref = '${entityRefOf(
    name,
  )}')`;
}
