/** Texts of what is known about a change before it is decided. */
export const assessmentMessages = {
  preflight: 'Ready to start',
  familiar: 'Familiar',
  classification: {
    standard: 'yes, approved beforehand as it stands',
    'modified-within': 'yes, differs inside what was approved beforehand',
    'modified-beyond': 'no, goes beyond what was approved beforehand',
    novel: 'no, nothing like it was approved beforehand',
  },
  basis: {
    model: 'learned from {{number}} past changes',
    rules: 'told by rules, until enough changes have ended to learn from',
  },
  monitoring: 'Watched {{factor}} times as long as usual after it ran',
} as const;
