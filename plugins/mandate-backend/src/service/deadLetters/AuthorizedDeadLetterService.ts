import type { PermissionsService } from '@backstage/backend-plugin-api';
import { deliveryManagePermission } from '@mandate/plugin-mandate-common';
import { demandPermission } from '../operations/demandPermission';
import type { DeadLetterService } from './DeadLetterService';

/** Checks Backstage's permissions before each operation. */
export class AuthorizedDeadLetterService implements DeadLetterService {
  readonly #inner: DeadLetterService;
  readonly #permissions: PermissionsService;

  constructor(inner: DeadLetterService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
  }

  readonly list: DeadLetterService['list'] = async options => {
    await demandPermission(
      this.#permissions,
      deliveryManagePermission,
      options.caller,
    );
    return this.#inner.list(options);
  };

  readonly replay: DeadLetterService['replay'] = async (id, options) => {
    await demandPermission(
      this.#permissions,
      deliveryManagePermission,
      options.caller,
    );
    return this.#inner.replay(id, options);
  };

  readonly discard: DeadLetterService['discard'] = async (
    id,
    request,
    options,
  ) => {
    await demandPermission(
      this.#permissions,
      deliveryManagePermission,
      options.caller,
    );
    return this.#inner.discard(id, request, options);
  };
}
