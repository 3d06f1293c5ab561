import type {
  DecisionFacts,
  DecisionInput,
  ReadableMandate,
} from '../mandate/decisionInput';
import type { MandateSpec } from '../mandate/mandateSpec';
import { parseMandateSpec } from '../mandate/parseMandate';

/** The time of every example decision. */
export const nowMs = Date.UTC(2026, 10, 26, 12);

/** A minor, harmless deploy of a core service to production by a user. */
export const facts: DecisionFacts = {
  change: {
    kind: 'deploy',
    input: { image: 'checkout:2.4.0' },
    destructive: false,
    touchesIdentity: false,
    touchesData: false,
  },
  plan: {
    objects: { created: 0, changed: 3, removed: 0 },
    figures: { replicas: 3, cpuCores: 1.5, memoryGiB: 2, monthlyCost: 120 },
    version: { from: '2.3.7', to: '2.4.0', bump: 'minor' },
    images: ['checkout:2.4.0'],
  },
  target: {
    entityRef: 'component:default/checkout',
    environment: 'prod',
    cluster: 'local',
    namespace: 'shop',
    kind: 'component',
    workload: 'checkout',
    containerType: 'core-service',
    owner: 'group:default/shop',
    tags: ['java'],
  },
  proposer: { kind: 'user', ref: 'user:default/ada' },
  risk: { level: 'low', score: 0.1, factors: [] },
  classification: 'standard',
  findings: { new: 0, errors: 0 },
  time: { hour: 12, weekday: 'thursday' },
};

/** An input without mandates; `changes` are laid over its facts, group by group. */
export function inputWith(
  mandates: DecisionInput['mandates'],
  changes: {
    readonly [Group in keyof DecisionFacts]?: DecisionFacts[Group] extends object
      ? Partial<DecisionFacts[Group]>
      : DecisionFacts[Group];
  } = {},
): DecisionInput {
  return {
    facts: {
      ...facts,
      ...changes,
      change: { ...facts.change, ...changes.change },
      plan: { ...facts.plan, ...changes.plan },
      target: { ...facts.target, ...changes.target },
      proposer: { ...facts.proposer, ...changes.proposer },
      risk: { ...facts.risk, ...changes.risk },
      findings: { ...facts.findings, ...changes.findings },
      time: { ...facts.time, ...changes.time },
      trackRecord: undefined,
      template: undefined,
    },
    mandates,
    budgets: [],
    killSwitches: [],
    narrowings: [],
    defaultApprovers: [],
    findingErrorsNeedApproval: true,
    nowMs,
  };
}

/** A mandate that was reviewed yesterday; what is not given covers everything and grants nothing. */
export function mandate(
  name: string,
  spec: Partial<MandateSpec>,
): ReadableMandate {
  const parsed = parseMandateSpec({
    owner: 'group:default/platform',
    appliesTo: {},
    grants: [{ changes: ['none'], oversight: 'autonomous' }],
    review: { every: 'P3M', by: 'group:default/security' },
    ...spec,
  });
  if (!parsed.ok) {
    throw new Error(JSON.stringify(parsed.errors));
  }
  return {
    status: 'readable',
    name,
    version: '1',
    spec: parsed.spec,
    reviewedAtMs: nowMs - 86_400_000,
  };
}
