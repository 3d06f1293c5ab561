import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  automationStopPermission,
  mandateReadPermission,
} from '@mandate/plugin-mandate-common';
import { demandPermission } from '../operations/demandPermission';
import type { KillSwitchService } from './KillSwitchService';

/** Checks Backstage's permissions before each operation. */
export class AuthorizedKillSwitchService implements KillSwitchService {
  readonly #inner: KillSwitchService;
  readonly #permissions: PermissionsService;

  constructor(inner: KillSwitchService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
  }

  readonly list: KillSwitchService['list'] = async (filter, options) => {
    await demandPermission(
      this.#permissions,
      mandateReadPermission,
      options.caller,
    );
    return this.#inner.list(filter, options);
  };

  readonly engage: KillSwitchService['engage'] = async (request, options) => {
    await demandPermission(
      this.#permissions,
      automationStopPermission,
      options.caller,
    );
    return this.#inner.engage(request, options);
  };

  readonly lift: KillSwitchService['lift'] = async (id, request, options) => {
    await demandPermission(
      this.#permissions,
      automationStopPermission,
      options.caller,
    );
    return this.#inner.lift(id, request, options);
  };
}
