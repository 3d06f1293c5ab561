/** Texts of the test results on the approval card. */
export const testMessages = {
  name: 'Tests',
  none: 'Nobody attached test results. At this risk, ask for them before you approve.',
  noneLowRisk: 'no results attached',
  passed: '{{name}}: passed',
  failed: '{{name}}: failed',
  skipped: '{{name}}: skipped',
  counts: '{{passed}} passed, {{failed}} failed',
  countsWithSkipped:
    '{{passed}} passed, {{failed}} failed, {{skipped}} skipped',
  attachedBy: 'attached by',
  look: 'Look at {{name}}',
} as const;
