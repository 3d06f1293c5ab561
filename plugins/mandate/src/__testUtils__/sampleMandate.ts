import type { MandateView } from '@mandate/plugin-mandate-common';

/** A mandate with one clause of each sort. */
export const sampleMandate: MandateView = {
  name: 'core-services',
  title: 'Core service containers',
  description: 'What automation may do with core services.',
  entityRef: 'mandate:default/core-services',
  owner: 'group:default/platform',
  version: 'sha256:v1',
  inForceSince: '2026-11-01T00:00:00.000Z',
  reviewDueAt: '2027-02-01T00:00:00.000Z',
  reviewOverdue: false,
  spec: {
    owner: 'group:default/platform',
    appliesTo: { containerTypes: ['core-service'], environments: ['prod'] },
    limits: { replicas: 10, memoryGiB: 16, hard: ['replicas'] },
    budgets: [{ changes: ['restart'], perTarget: 5, window: 'PT1H' }],
    grants: [
      {
        changes: ['deploy', 'scale'],
        when: "risk.level == 'low'",
        oversight: 'autonomous',
      },
      {
        changes: ['deploy'],
        oversight: 'approve',
        approvals: [
          { group: 'group:default/platform', count: 1 },
          { group: 'group:default/security', count: 2 },
        ],
      },
    ],
    otherwise: { oversight: 'forbid' },
    review: { every: 'P3M', by: 'group:default/security' },
  },
};
