import { ResponseError } from '@backstage/errors';
import type { MandateClientOptions } from './MandateClient';
import type { MandateRequestOptions } from './MandateRequestOptions';
import { type Query, queryString } from './queryString';

/** One request to the mandate backend. */
export interface MandateRequest {
  readonly method: string;
  /** Below the plugin's base URL. */
  readonly path: string;
  readonly options?: MandateRequestOptions;
  readonly query: Query;
  readonly body?: object;
}

/** Sends a request; throws `ResponseError` with the server's words when it is refused. */
export async function mandateFetch(
  { discoveryApi, fetchApi }: MandateClientOptions,
  { method, path, options, query, body }: MandateRequest,
): Promise<Response> {
  const baseUrl = await discoveryApi.getBaseUrl('mandate');
  const response = await fetchApi.fetch(
    `${baseUrl}${path}${queryString(query)}`,
    {
      method,
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(options?.token && { Authorization: `Bearer ${options.token}` }),
      },
      body: body && JSON.stringify(body),
      signal: options?.signal,
    },
  );
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return response;
}
