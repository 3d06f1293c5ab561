import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import { changeReadPermission } from '@mandate/plugin-mandate-common';
import type { Request } from 'express';
import type { CallerReader } from '../service/callers/CallerReader';
import { demandPermission } from '../service/operations/demandPermission';
import { ChangeAccess } from './ChangeAccess';

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
  async demand(request: Request, permission: Permission): Promise<void> {
    const caller = await this.#callers.ofRequest(request);
    await demandPermission(this.#permissions, permission, caller);
  }

  /** Leaves out what belongs to a change that the request's caller may not read. */
  async ofPermittedChanges<T>(
    request: Request,
    items: readonly T[],
    changeIdOf: (item: T) => string | undefined,
  ): Promise<readonly T[]> {
    const caller = await this.#callers.ofRequest(request);
    const ids = items.flatMap(item => changeIdOf(item) ?? []);
    const permitted = await new ChangeAccess(this.#permissions).among(
      changeReadPermission,
      caller,
      ids,
    );
    return items.filter(item => {
      const id = changeIdOf(item);
      return id === undefined || permitted.has(id);
    });
  }
}
