/** Texts of what is known about a change before it is decided. */
export const assessmentMessages = {
  preflight: 'Ready to start',
  familiar: 'Known pattern',
  classification: {
    standard: 'yes, as it was approved',
    'modified-within': 'yes, it differs only inside what was approved',
    'modified-beyond': 'no, it goes beyond what was approved',
    novel: 'no, nothing like it was approved',
  },
  basis: {
    model: 'learned from {{number}} past changes',
    rules: 'told by rules, until enough changes have ended to learn from',
  },
  monitoring: 'Watched {{factor}} times as long as usual after it ran',
} as const;
