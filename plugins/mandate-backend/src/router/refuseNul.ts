import { InputError } from '@backstage/errors';
import type { NextFunction, Request, Response } from 'express';
import { isStorable } from '../domain/storableText';

/**
 * Refuses requests with the character U+0000 or half a surrogate pair anywhere in them: PostgreSQL stores no text with the
 * one and the ledger none with the other, and nothing that people write has them.
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
      'The request contains the character U+0000 or half a character (a surrogate without its other half), which cannot be stored. Leave it out.',
    );
  }
  next();
}

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') {
    return !isStorable(value);
  }
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).some(
      ([key, each]) => !isStorable(key) || hasNul(each),
    )
  );
}
