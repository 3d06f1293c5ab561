/**
 * A key by which a second click, or another try, is recognised as the same proposal. `randomUUID` is missing where the
 * portal is served without TLS.
 *
 * @public
 */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), part =>
    part.toString(16).padStart(8, '0'),
  ).join('');
}
