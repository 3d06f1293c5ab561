/** Texts of what mandates earn and lose by how changes end. */
export const trackRecordMessages = {
  title: 'How it went',
  none: 'No change has ended under this mandate in the last 90 days.',
  kind: 'Kind of change',
  ended: 'Changes',
  rate: 'Expected failure rate',
  standing: 'What follows',
  failed: '{{changes}}, {{failures}} failed',
  between: '{{rate}} (between {{low}} and {{high}})',
  narrowedTo: {
    notify: 'Failures narrowed it: it runs alone, but people are told',
    approve: 'Failures narrowed it: people are asked',
  },
  asWritten: 'as it is written',
  because: 'Because of the failure of',
  thatChange: 'this change',
  widen: 'Grant it again…',
  widenTitle: 'Grant {{kind}} again as it is written?',
  widenDescription:
    'What happened until now no longer counts against it. New failures can narrow it again.',
  widenSubmit: 'Grant it again',
  widened: 'The mandate grants it again.',
  proposal: 'It could grant more',
  showProposal: 'Show the wider mandate…',
  hideProposal: 'Hide the wider mandate',
  ratesTitle: 'How often changes fail',
  ratesHint:
    'Of the last 90 days, by how they were decided. Recent changes weigh more.',
  path: 'How it was decided',
  paths: {
    autonomous: 'Ran alone',
    notify: 'Ran alone, people were told',
    approved: 'People approved it',
    'break-glass': 'The glass was broken',
  },
} as const;
