/** Texts of questions, abstentions and pauses. */
export const discussionMessages = {
  title: 'Questions',
  asks: 'asks',
  answers: 'answers',
  waits: 'Waits for an answer.',
  answer: 'Answer…',
  answerTitle: 'Answer the question',
  answerSubmit: 'Answer',
  ask: 'Ask a question…',
  askTitle: 'What do you want to know?',
  askDescription:
    'The proposer is told and answers here. It stops nobody from approving or rejecting.',
  askSubmit: 'Ask',
  abstain: 'Abstain…',
  abstainTitle: 'Abstain from this decision?',
  abstainDescription:
    'Others of your group decide. Say why, so that they know what you know.',
  abstainSubmit: 'Abstain',
  pause: 'Pause…',
  pauseTitle: 'Pause this change?',
  pauseDescription:
    'It ends the step it is at and waits before the next one, until somebody resumes it. Nothing is undone.',
  pauseSubmit: 'Pause',
  resume: 'Resume',
  paused: 'Paused by',
  log: 'Log',
  then: 'then',
  done: {
    ask: 'Your question is with the proposer.',
    answer: 'Your answer is with who asked.',
    abstain: 'You abstained.',
    pause: 'It pauses before its next step.',
    resume: 'It goes on.',
  },
} as const;
