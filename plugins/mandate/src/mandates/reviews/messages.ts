/** Texts of the reviews of mandates. */
export const mandateReviewMessages = {
  title: 'Reviews',
  mandate: 'Mandate',
  due: 'Due',
  last: 'Last review',
  act: 'What you can do',
  overdue: 'overdue: it grants nothing by itself since',
  upcoming: 'due',
  every: 'every {{every}} by',
  never: 'Nobody has reviewed it here yet.',
  'verdict-confirmed': 'confirmed by',
  'verdict-change-needed': 'to be changed, says',
  olderVersion: 'That was an older version.',
  review: 'Review…',
  dialogTitle: 'Review mandate {{title}}',
  description:
    'Read what it grants and how that went, then say whether it still holds. Your verdict and your words are recorded, and its owner is told.',
  verdict: 'Verdict',
  confirmed: 'It still holds; its next review is due in {{every}}',
  'change-needed':
    'It has to be changed; until then it stays due, and once overdue it grants nothing by itself',
  submit: 'Record my review',
  recorded: 'Your review is recorded.',
} as const;
