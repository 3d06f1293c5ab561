import type { MandateClientOptions } from './MandateClient';
import type { MandateRequestOptions } from './MandateRequestOptions';
import { mandateFetch } from './mandateFetch';
import type { Query } from './queryString';

/** Requests to the mandate backend, and what is read of their answers. */
export class MandateRequests {
  readonly #options: MandateClientOptions;

  constructor(options: MandateClientOptions) {
    this.#options = options;
  }

  /** Does something and reads no answer. */
  async send(path: string, body: object, options?: MandateRequestOptions) {
    await this.fetch('POST', path, options, {}, body);
  }

  /** Does something with a change; the answer is the change as it is then. */
  onChange<T>(
    id: string,
    action: string,
    body: object,
    options?: MandateRequestOptions,
  ): Promise<T> {
    const path = `/changes/${encodeURIComponent(id)}/${action}`;
    return this.json('POST', path, options, {}, body);
  }

  async items<T>(
    path: string,
    options?: MandateRequestOptions,
    query: Query = {},
  ): Promise<readonly T[]> {
    const page = await this.json<{ items: readonly T[] }>(
      'GET',
      path,
      options,
      query,
    );
    return page.items;
  }

  async json<T>(
    method: string,
    path: string,
    options?: MandateRequestOptions,
    query: Query = {},
    body?: object,
  ): Promise<T> {
    const response = await this.fetch(method, path, options, query, body);
    return response.json();
  }

  fetch(
    method: string,
    path: string,
    options?: MandateRequestOptions,
    query: Query = {},
    body?: object,
  ): Promise<Response> {
    return mandateFetch(this.#options, { method, path, options, query, body });
  }
}
