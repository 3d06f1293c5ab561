/** Texts of messages that could not be delivered. */
export const deadLetterMessages = {
  title: 'Undelivered messages',
  link: 'Undelivered messages',
  hint: 'Messages that could not be delivered for so long that nobody tries any more. Mend the cause first, then send them again.',
  table: 'Messages that could not be delivered',
  none: 'Every message was delivered',
  noneHint:
    'A notification, event or webhook that fails again and again is shown here, with the reason.',
  message: 'Message',
  to: 'For',
  error: 'Why not',
  givenUp: 'Given up',
  act: 'What to do',
  replay: 'Send again',
  replayed: 'It is sent again',
  discard: 'Discard…',
  discardTitle: 'Discard this message?',
  discardDescription:
    'Nobody will ever get it. What it tells of stays in the ledger.',
  discardSubmit: 'Discard it',
  discarded: 'The message is discarded',
  type: {
    notification: 'Notification',
    signal: 'Signal',
    event: 'Event',
    webhook: 'Webhook',
  },
} as const;
