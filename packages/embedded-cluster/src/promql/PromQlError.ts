/** A query that cannot be read or answered; the message says where and why. */
export class PromQlError extends Error {
  override readonly name = 'PromQlError';
}
