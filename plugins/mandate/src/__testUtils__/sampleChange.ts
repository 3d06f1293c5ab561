import type {
  AllowedAction,
  ChangeAction,
  ChangeDetail,
  Revision,
} from '@mandate/plugin-mandate-common';

const allowed: AllowedAction = { allowed: true };
const denied = (why: string): AllowedAction => ({ allowed: false, why });

const deployment = (image: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'checkout', namespace: 'shop-prod' },
  spec: { template: { spec: { containers: [{ name: 'app', image }] } } },
});

/** A revision that waits for platform (done) and security (one missing). */
export const sampleRevision: Revision = {
  number: 1,
  digest: 'sha256:abc',
  plan: {
    summary: '3 objects, +1 pod, 0 removed',
    objects: [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'shop-prod',
        name: 'checkout',
        action: 'update',
        before: deployment('checkout:2.3.7'),
        after: deployment('checkout:2.4.0'),
      },
    ],
    steps: [{ id: 'apply', title: 'Apply', effect: true }],
    figures: {
      before: { replicas: 3, cpuCores: 1, memoryGiB: 1, storageGiB: 0 },
      after: { replicas: 4, cpuCores: 2, memoryGiB: 2, storageGiB: 0 },
    },
    version: { from: '2.3.7', to: '2.4.0', bump: 'major' },
    images: ['checkout:2.4.0'],
    baseVersion: '1',
    undo: { words: 'undone automatically to 2.3.7', typicalSeconds: 40 },
    verification: { soakSeconds: 60, deadlineSeconds: 600 },
  },
  assessment: {
    classification: 'standard',
    risk: {
      level: 'medium',
      probability: 0.5,
      impact: 0.8,
      score: 0.6,
      factors: [
        { id: 'major', words: 'major version', effect: 'raises', weight: 0.4 },
        {
          id: 'record',
          words: '31 of 31 earlier deploys went well',
          effect: 'lowers',
          weight: -0.2,
        },
      ],
    },
    findings: [],
    cost: { currency: 'EUR', before: 100, after: 142 },
    dependants: [{ entityRef: 'component:default/web', depth: 1 }],
    preflight: [
      {
        id: 'environment',
        title: 'The environment is ready',
        status: 'pass',
        words: 'The namespace takes the change.',
      },
      {
        id: 'resources',
        title: 'Resources are available',
        status: 'fail',
        words: 'The quota leaves 1 of requests.cpu.',
      },
    ],
    gaps: [],
  },
  decision: {
    oversight: 'approve',
    requirements: [
      { group: 'group:default/platform', count: 1 },
      { group: 'group:default/security', count: 1 },
    ],
    obligations: [],
    limitsThatApply: [],
    reservations: [],
    considered: [
      {
        mandate: 'mandate:default/core-services',
        version: '1',
        clause: { type: 'grant', index: 1 },
        outcome: 'granted',
        oversight: 'approve',
        words: 'Major upgrade of a core service',
        values: [{ path: 'plan.version.bump', value: 'major' }],
      },
      {
        mandate: 'mandate:default/core-services',
        version: '1',
        clause: { type: 'grant', index: 0 },
        outcome: 'not-matched',
        words: 'risk is not low',
        values: [],
      },
    ],
    decidedBy: {
      mandate: 'mandate:default/core-services',
      clause: { type: 'grant', index: 1 },
      words: 'Major upgrade of a core service',
      wouldOtherwiseBe: 'autonomous',
    },
  },
  votes: [],
  approvals: {
    satisfied: false,
    missing: 1,
    filled: [
      {
        group: 'group:default/platform',
        count: 1,
        voters: ['user:default/pia'],
        missing: 0,
      },
      { group: 'group:default/security', count: 1, voters: [], missing: 1 },
    ],
  },
  createdAt: '2026-11-26T10:00:00.000Z',
};

/** What is out of place in every sample. */
const noEmergency = {
  override: denied('No freeze keeps it waiting.'),
  breakGlass: denied('You may not break the glass.'),
};

const byRole: Readonly<
  Record<
    'approver' | 'proposer' | 'onlooker',
    Readonly<Record<ChangeAction, AllowedAction>>
  >
> = {
  approver: {
    approve: allowed,
    reject: allowed,
    abstain: allowed,
    ask: allowed,
    answer: denied('There is no question that waits for an answer.'),
    pause: denied('It is not running.'),
    resume: denied('It is not paused.'),
    withdrawVote: denied('You have not voted.'),
    withdraw: denied('Only the proposer withdraws a change.'),
    abort: denied('Only operators abort a change.'),
    remind: denied('Only the proposer reminds.'),
    resolve: denied('The change is not stuck.'),
    ...noEmergency,
  },
  proposer: {
    approve: denied(
      'You proposed this change; somebody else has to approve it.',
    ),
    reject: denied('You proposed this change; withdraw it instead.'),
    abstain: denied('You proposed this change.'),
    ask: denied('It is your own change; others ask you.'),
    answer: denied('There is no question that waits for an answer.'),
    pause: denied('It is not running.'),
    resume: denied('It is not paused.'),
    withdrawVote: denied('You have not voted.'),
    withdraw: allowed,
    abort: denied('It is not running.'),
    remind: allowed,
    resolve: denied('The change is not stuck.'),
    ...noEmergency,
  },
  onlooker: {
    approve: denied('You belong to none of the groups that have to approve.'),
    reject: denied('You belong to none of the groups that have to approve.'),
    abstain: denied('You belong to none of the groups.'),
    ask: denied('You may only look.'),
    answer: denied('There is no question that waits for an answer.'),
    pause: denied('It is not running.'),
    resume: denied('It is not paused.'),
    withdrawVote: denied('You have not voted.'),
    withdraw: denied('Only the proposer withdraws a change.'),
    abort: denied('Only operators abort a change.'),
    remind: denied('Only the proposer reminds.'),
    resolve: denied('The change is not stuck.'),
    ...noEmergency,
  },
};

/** A change that waits for approval, as one of three viewers sees it. */
export function sampleChange(
  viewer: keyof typeof byRole = 'approver',
  override: Partial<ChangeDetail> = {},
): ChangeDetail {
  return {
    id: 'c1',
    kind: 'deploy',
    title: 'Deploy checkout 2.4.0 to prod',
    state: 'awaiting-approval',
    target: {
      entityRef: 'component:default/checkout',
      environment: 'prod',
      cluster: 'main',
      namespace: 'shop-prod',
      workload: { kind: 'Deployment', name: 'checkout' },
    },
    proposer: { kind: 'user', ref: 'user:default/dana' },
    revision: 1,
    oversight: 'approve',
    riskLevel: 'medium',
    createdAt: '2026-11-26T10:00:00.000Z',
    updatedAt: '2026-11-26T10:00:00.000Z',
    statusWords: 'waits for security',
    input: { image: 'checkout:2.4.0' },
    current: sampleRevision,
    earlier: [],
    steps: [],
    checks: [],
    story: [
      {
        id: 's1',
        at: '2026-11-26T10:00:00.000Z',
        kind: 'proposed',
        tone: 'neutral',
        words: 'Proposed by dana',
        ledgerIndex: 7,
        evidence: { digest: 'sha256:abc' },
      },
    ],
    interventions: [],
    delegations: [],
    questions: [],
    log: [],
    allowed: byRole[viewer],
    waitingFor: [
      {
        group: 'group:default/security',
        missing: 1,
        people: ['user:default/sam', 'user:default/sina'],
      },
    ],
    ...override,
  };
}
