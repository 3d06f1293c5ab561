import { InputError } from '@backstage/errors';
import type { NextFunction, Request, Response } from 'express';

/**
 * Refuses requests with the character U+0000 anywhere in them: PostgreSQL stores no text with it, and nothing that
 * people write has it.
 *
 * @throws InputError
 */
export function refuseNul(
  request: Request,
  _response: Response,
  next: NextFunction,
): void {
  if (request.url.includes('%00') || hasNul(request.body)) {
    throw new InputError(
      'The request contains the character U+0000, which cannot be stored. Leave it out.',
    );
  }
  next();
}

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') {
    return value.includes('\u0000');
  }
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).some(([key, each]) => hasNul(key) || hasNul(each))
  );
}
