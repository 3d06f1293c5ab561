import { InputError } from '@backstage/errors';
import type { NextFunction, Request, Response } from 'express';
import { demandStorable } from './demandStorable';

/**
 * Refuses requests that cannot be stored, see {@link demandStorable}: nothing that people write is like that.
 *
 * @throws InputError
 */
export function refuseUnstorable(
  request: Request,
  _response: Response,
  next: NextFunction,
): void {
  if (request.url.includes('%00')) {
    throw new InputError(
      'The request contains the character U+0000, which cannot be stored. Leave it out.',
    );
  }
  demandStorable(request.body);
  next();
}
