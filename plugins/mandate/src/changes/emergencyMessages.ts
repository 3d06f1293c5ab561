/** Texts of conditions on approvals, overrides and broken glass. */
export const emergencyMessages = {
  conditions: 'Approve with a condition…',
  conditionsTitle: 'Approve with a condition',
  conditionsDescription:
    'Your approval counts at once; the change waits until what you ask for is met.',
  notBefore: 'Not before',
  onlyInsideWindow: 'Only inside a change window',
  notBeforeWords: 'not before',
  insideWords: 'inside a change window only',
  override: 'Override the freeze…',
  overrideTitle: 'Start in spite of the freeze?',
  overrideDescription:
    'It starts at once. Approvals still count. Owners and reviewers are told now, and somebody else reviews it later.',
  overrideSubmit: 'Override and start',
  breakGlass: 'Break the glass…',
  breakGlassTitle: 'Run it now without the missing approvals?',
  breakGlassDescription:
    'For emergencies only. It runs at once, in spite of approvals, freezes and stopped automation; one of a set still waits for those before it. Owners and security are told now; somebody else has to review it within a day, and until then you cannot do it again.',
  breakGlassSubmit: 'Break the glass and run',
  incident: 'Incident',
  incidentHint: 'A link, so that others can follow what happened',
  did: {
    override: 'A freeze was overridden for this change',
    'break-glass': 'The glass was broken: it ran without its approvals',
  },
  toReview: 'It waits for review by somebody else.',
  verdict: {
    justified: 'Judged justified by',
    'not-justified': 'Judged not justified by',
  },
  done: {
    override: 'The freeze is overridden.',
    breakGlass: 'The glass is broken; it needs no more approvals.',
  },
} as const;
