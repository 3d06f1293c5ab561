/**
 * Where the credentials for a call come from: empty in the browser, where fetch adds them.
 *
 * @public
 */
export interface MandateRequestOptions {
  readonly token?: string;
  readonly signal?: AbortSignal;
}
