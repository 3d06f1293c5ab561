import { ResponseError } from '@backstage/errors';

/**
 * The words of an error: the server's own when it answered, otherwise the error's message.
 *
 * @public
 */
export function errorMessage(error: unknown): string {
  if (error instanceof ResponseError) {
    return error.body.error.message || error.message;
  }
  return error instanceof Error ? error.message : String(error);
}

/**
 * The HTTP status of an answer that was an error; `undefined` when there was no answer.
 *
 * @public
 */
export function errorStatus(error: unknown): number | undefined {
  return error instanceof ResponseError ? error.statusCode : undefined;
}
