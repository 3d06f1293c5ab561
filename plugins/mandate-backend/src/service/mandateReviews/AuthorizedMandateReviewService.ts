import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  mandateReadPermission,
  mandateReviewPermission,
} from '@mandate/plugin-mandate-common';
import { demandPermission } from '../operations/demandPermission';
import type { MandateReviewService } from './MandateReviewService';

/** Checks Backstage's permissions first. The group that a mandate names counts whatever they allow. */
export class AuthorizedMandateReviewService implements MandateReviewService {
  readonly #inner: MandateReviewService;
  readonly #permissions: PermissionsService;

  constructor(inner: MandateReviewService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
  }

  readonly list: MandateReviewService['list'] = async options => {
    await demandPermission(
      this.#permissions,
      mandateReadPermission,
      options.caller,
    );
    return this.#inner.list(options);
  };

  readonly review: MandateReviewService['review'] = async (
    name,
    request,
    options,
  ) => {
    await demandPermission(
      this.#permissions,
      mandateReviewPermission,
      options.caller,
    );
    return this.#inner.review(name, request, options);
  };
}
