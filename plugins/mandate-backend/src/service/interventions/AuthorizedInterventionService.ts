import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import {
  changeInterventionPermission,
  changeReadPermission,
  interventionReviewPermission,
} from '@mandate/plugin-mandate-common';
import type { Caller } from '../change/ChangeService';
import { demandPermission } from '../operations/demandPermission';
import type { InterventionService } from './InterventionService';

/** Checks Backstage's permissions before each operation. The configured groups count whatever it allows. */
export class AuthorizedInterventionService implements InterventionService {
  readonly #inner: InterventionService;
  readonly #permissions: PermissionsService;

  constructor(inner: InterventionService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
  }

  readonly override: InterventionService['override'] = async (
    changeId,
    request,
    options,
  ) => {
    await this.#demand(changeInterventionPermission, options);
    return this.#inner.override(changeId, request, options);
  };

  readonly breakGlass: InterventionService['breakGlass'] = async (
    changeId,
    request,
    options,
  ) => {
    await this.#demand(changeInterventionPermission, options);
    return this.#inner.breakGlass(changeId, request, options);
  };

  readonly list: InterventionService['list'] = async (filter, options) => {
    await this.#demand(changeReadPermission, options);
    return this.#inner.list(filter, options);
  };

  readonly review: InterventionService['review'] = async (
    id,
    request,
    options,
  ) => {
    await this.#demand(interventionReviewPermission, options);
    return this.#inner.review(id, request, options);
  };

  #demand(
    permission: BasicPermission,
    { caller }: { readonly caller: Caller },
  ): Promise<void> {
    return demandPermission(this.#permissions, permission, caller);
  }
}
