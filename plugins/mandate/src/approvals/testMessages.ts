/** Texts of the test results on the approval card. */
export const testMessages = {
  name: 'Tests',
  none: 'Missing: nobody attached test results. At this risk, ask for them before you approve. A pipeline gives them with the proposal or attaches them to this plan; the tools of agents have attach-test-results for it.',
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
