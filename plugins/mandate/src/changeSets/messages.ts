/** Texts of sets of changes. */
export const changeSetMessages = {
  title: 'Change sets',
  table: 'Sets of changes',
  link: 'Change sets',
  hint: 'Changes that were proposed together, such as a release of several services.',
  none: 'No set of changes yet',
  noneHint:
    'Changes of several services that belong together, such as a release, are proposed as a set through the API or by an agent.',
  set: 'Set',
  progress: 'How far it is',
  changes: 'Changes',
  plan: 'What it does',
  position: 'Order',
  part: 'Part {{position}} of {{size}} of',
  rules: 'Rules of the set',
  ordered: 'Each waits until those before it have succeeded.',
  unordered: 'They run in any order.',
  stops: 'When one does not succeed, what has not started is cancelled.',
  continues: 'When one does not succeed, the others go on.',
  stopped: 'The stop rule has taken effect',
  afterStop:
    'Look at the change that did not succeed. When its cause is mended, propose what was cancelled again; what succeeded stays.',
  state: {
    incomplete: 'Being proposed',
    'awaiting-approval': 'Waiting for approval',
    'under-way': 'Under way',
    stopped: 'Stopped',
    succeeded: 'Succeeded',
    ended: 'Ended',
  },
  yourVote: 'Your vote',
  ownSet: 'You proposed this set; others have to approve it.',
  notAsked: 'None of its changes asks you.',
  approve: 'Approve all that ask me',
  approveHint:
    'Your vote counts on every change of the set that asks one of your groups, with the plans as you see them here.',
  approved: 'Your approval counts',
  reject: 'Reject…',
  rejectTitle: 'Reject this set?',
  rejectDescription:
    'Every change of it that asks you is rejected, and the rest is cancelled where the set stops on failure.',
  rejectSubmit: 'Reject the set',
  confirmLabel: 'Title of the set',
  confirmHint:
    'A plan of this set removes something. Type “{{title}}” to show that you mean it.',
} as const;
