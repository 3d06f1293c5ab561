/** Texts of a mandate's trial on the past. */
export const replayMessages = {
  title: 'What would this change?',
  hint: 'Past changes are decided again, with the mandates in force and with this version in place of the one in force. Nothing is stored.',
  count: 'Past changes, the newest first',
  import: 'Changes of another system (CSV or JSON), if you have an export',
  importHint:
    'Each needs id, kind, entityRef, environment, decidedAt and outcome (succeeded, failed or no-effect). What it does not say counts as the worst.',
  tooLarge:
    '{{file}} has more than five million characters. Leave out the oldest changes.',
  show: 'Show what it would change',
  nothing: 'There is no past change to try it on',
  nothingHint:
    'Changes count once they have ended. You can add an export of another system above.',
  same: 'Nothing: all {{changes}} changes would be decided as they are today.',
  different: '{{number}} of {{changes}} changes would be decided otherwise.',
  freerFailures_one:
    '{{count}} change that failed would have run without a person.',
  freerFailures_other:
    '{{count}} changes that failed would have run without a person.',
  since: 'The oldest of them was decided',
  imported: '{{number}} of them are imported.',
  counts: 'Decisions today and with this version',
  oversight: 'Decision',
  today: 'Today',
  then: 'With this version',
  failed: '{{number}}, {{failed}} failed',
  differences: 'Changes that would be decided otherwise',
  change: 'Change',
  outcome: 'How it ended',
  outcomes: {
    succeeded: 'went well',
    failed: 'failed',
    'no-effect': 'ended without effect',
  },
  most: 'The {{shown}} most telling of {{all}} are shown.',
} as const;
