import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { Request } from 'express';
import type { CallerReader } from '../service/callers/CallerReader';

/** Checks a read permission for what has no service with a decorator of its own. */
export class ReadAccess {
  readonly #callers: CallerReader;
  readonly #permissions: PermissionsService;

  constructor(options: {
    readonly callers: CallerReader;
    readonly permissions: PermissionsService;
  }) {
    this.#callers = options.callers;
    this.#permissions = options.permissions;
  }

  /** Throws `AuthenticationError` or `NotAllowedError` when the request's caller may not read. */
  async demand(request: Request, permission: BasicPermission): Promise<void> {
    const { credentials } = await this.#callers.ofRequest(request);
    const [{ result }] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You lack the permission '${permission.name}'. Ask whoever looks after the portal's permissions.`,
      );
    }
  }
}
