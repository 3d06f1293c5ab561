import type {
  ChangeState,
  ChangeSummary,
  Finding,
  TargetFacts,
} from '@mandate/plugin-mandate-common';

/** Noon of a day that tests count from. */
export const NOON = Date.parse('2026-11-26T12:00:00Z');

/** An ISO time, minutes after noon. */
export function minutes(count: number): string {
  return new Date(NOON + count * 60_000).toISOString();
}

/** A target `checkout` in `dev`. */
export function target(facts: Partial<TargetFacts> = {}): TargetFacts {
  return {
    entityRef: 'component:default/checkout',
    environment: 'dev',
    cluster: 'test',
    namespace: 'shop-dev',
    workload: { kind: 'Deployment', name: 'checkout' },
    name: 'checkout',
    entityKind: 'Component',
    tags: [],
    tier: 3,
    production: false,
    inCatalog: true,
    ...facts,
  };
}

/** A crash-loop finding, first seen at a minute. */
export function finding(firstSeenMinute: number): Finding {
  return {
    id: 'fnd-1',
    fingerprint: 'crash-loop:component:default/checkout:dev',
    detector: 'crash-loop',
    target: { entityRef: 'component:default/checkout', environment: 'dev' },
    severity: 'medium',
    title: 'checkout is crash-looping in dev',
    words: 'It ends again and again.',
    evidence: {},
    state: 'open',
    firstSeenAt: minutes(firstSeenMinute),
    lastSeenAt: minutes(firstSeenMinute),
    changeIds: [],
  };
}

/** A change of a kind, in a state since a minute. */
export function change(
  kind: string,
  state: ChangeState,
  minute: number,
): ChangeSummary {
  const at = minutes(minute);
  const { cluster, namespace, workload } = target();
  return {
    id: `chg-${kind}-${minute}`,
    kind,
    title: `${kind} checkout`,
    state,
    target: {
      entityRef: 'component:default/checkout',
      environment: 'dev',
      cluster,
      namespace,
      workload,
    },
    proposer: { kind: 'detector', ref: 'crash-loop' },
    revision: 1,
    createdAt: at,
    updatedAt: at,
    endedAt: at,
    statusWords: 'It is like that.',
  };
}
