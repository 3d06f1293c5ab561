import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import {
  changeInterventionPermission,
  changeReadPermission,
  interventionReviewPermission,
} from '@mandate/plugin-mandate-common';
import { ChangeAccess } from '../../permissions/ChangeAccess';
import { narrowActions } from '../../permissions/narrowActions';
import { narrowAllowedAfter } from '../../permissions/narrowAllowed';
import type { Caller } from '../change/ChangeService';
import { demandPermission } from '../operations/demandPermission';
import type { InterventionService } from './InterventionService';

/** Checks Backstage's permissions before each operation. The configured groups count whatever it allows. */
export class AuthorizedInterventionService implements InterventionService {
  readonly #inner: InterventionService;
  readonly #permissions: PermissionsService;
  readonly #access: ChangeAccess;
  readonly #changeOf: (id: string) => Promise<string | undefined>;

  constructor(
    inner: InterventionService,
    permissions: PermissionsService,
    /** The change that an intervention is about. */
    changeOf: (id: string) => Promise<string | undefined>,
  ) {
    this.#inner = inner;
    this.#permissions = permissions;
    this.#access = new ChangeAccess(permissions);
    this.#changeOf = changeOf;
  }

  readonly override: InterventionService['override'] = async (
    changeId,
    request,
    options,
  ) => {
    await this.#demandOn(changeId, options);
    const change = await this.#inner.override(changeId, request, options);
    return narrowAllowedAfter(this.#access, options.caller, change);
  };

  readonly breakGlass: InterventionService['breakGlass'] = async (
    changeId,
    request,
    options,
  ) => {
    await this.#demandOn(changeId, options);
    const change = await this.#inner.breakGlass(changeId, request, options);
    return narrowAllowedAfter(this.#access, options.caller, change);
  };

  readonly list: InterventionService['list'] = async (filter, options) => {
    await demandPermission(
      this.#permissions,
      changeReadPermission,
      options.caller,
    );
    const found = await this.#inner.list(filter, options);
    const readable = await this.#access.among(
      changeReadPermission,
      options.caller,
      found.map(({ changeId }) => changeId),
    );
    const shown = found.filter(({ changeId }) => readable.has(changeId));
    const narrowed = await narrowActions(
      this.#permissions,
      interventionReviewPermission,
      options.caller,
      shown.map(({ mayReview }) => mayReview),
    );
    return shown.map(intervention => ({
      ...intervention,
      ...(intervention.mayReview && {
        mayReview: narrowed(intervention.mayReview),
      }),
    }));
  };

  readonly review: InterventionService['review'] = async (
    id,
    request,
    options,
  ) => {
    await this.#demand(interventionReviewPermission, options);
    const changeId = await this.#changeOf(id);
    if (changeId !== undefined) {
      // It answers with what the change is called, and nobody judges what they may not look at.
      await this.#access.demand(changeReadPermission, options.caller, changeId);
    }
    return this.#inner.review(id, request, options);
  };

  /** Both answer with the whole change. */
  async #demandOn(
    changeId: string,
    { caller }: { readonly caller: Caller },
  ): Promise<void> {
    await this.#access.demand(changeInterventionPermission, caller, changeId);
    await this.#access.demand(changeReadPermission, caller, changeId);
  }

  #demand(
    permission: BasicPermission,
    { caller }: { readonly caller: Caller },
  ): Promise<void> {
    return demandPermission(this.#permissions, permission, caller);
  }
}
