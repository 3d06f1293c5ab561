import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  changeReadPermission,
  changeVotePermission,
} from '@mandate/plugin-mandate-common';
import { demandPermission } from '../operations/demandPermission';
import type { DelegationService } from './DelegationService';

/** Checks Backstage's permissions: who may vote may let another vote for them. */
export class AuthorizedDelegationService implements DelegationService {
  readonly #inner: DelegationService;
  readonly #permissions: PermissionsService;

  constructor(inner: DelegationService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
  }

  readonly list: DelegationService['list'] = async (filter, options) => {
    await demandPermission(
      this.#permissions,
      changeReadPermission,
      options.caller,
    );
    return this.#inner.list(filter, options);
  };

  readonly create: DelegationService['create'] = async (request, options) => {
    await demandPermission(
      this.#permissions,
      changeVotePermission,
      options.caller,
    );
    return this.#inner.create(request, options);
  };

  readonly revoke: DelegationService['revoke'] = async (id, options) => {
    await demandPermission(
      this.#permissions,
      changeVotePermission,
      options.caller,
    );
    return this.#inner.revoke(id, options);
  };
}
