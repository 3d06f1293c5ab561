/**
 * A message to people, made in the transaction that made its cause, and delivered at least once.
 *
 * @public
 */
export interface OutboundMessage {
  readonly id: string;
  /** Entity refs of users and groups. */
  readonly recipients: readonly string[];
  /** Those of them who are not told: entity refs of users. */
  readonly excludeRecipients?: readonly string[];
  readonly title: string;
  readonly description: string;
  /** Path within the portal. */
  readonly link: string;
  /**
   * Path within the portal that leads to the vote after sign-in, for mail and chat: signed, expiring, good for one vote of
   * each person. Present when the message asks for votes. It gives nobody a right that they do not have.
   */
  readonly voteLink?: string;
  readonly severity: 'low' | 'normal' | 'high' | 'critical';
  readonly topic: 'approval' | 'change' | 'finding' | 'mandate';
  /** A message of the same scope replaces the one before. */
  readonly scope: string;
}

/**
 * Delivers messages somewhere. Backstage's notifications are built in.
 *
 * @public
 */
export interface Notifier {
  /** No two notifiers have the same one; it stays the same across releases. */
  readonly id: string;
  /** Must tolerate the same message twice. Throwing has it delivered again later, by this notifier alone. */
  deliver(message: OutboundMessage): Promise<void>;
}
