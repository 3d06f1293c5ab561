/**
 * A message that could not be delivered for so long that nobody tries any more.
 *
 * @public
 */
export interface DeadLetterView {
  readonly id: string;
  readonly type: 'notification' | 'signal' | 'event' | 'webhook';
  /** Whom or what it was for. */
  readonly to: string;
  /** What it says. */
  readonly subject: string;
  readonly createdAt: string;
  readonly givenUpAt: string;
  /** Why the last try failed. */
  readonly error: string;
}
