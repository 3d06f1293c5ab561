import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  mandateReadPermission,
  mandateReviewPermission,
} from '@mandate/plugin-mandate-common';
import { narrowActions } from '../../permissions/narrowActions';
import { demandPermission } from '../operations/demandPermission';
import type { MandateReviewService } from './MandateReviewService';

/** Checks Backstage's permissions first, and offers no review without the one for it. The group that a mandate names counts whatever they allow. */
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
    const reviews = await this.#inner.list(options);
    const narrowed = await narrowActions(
      this.#permissions,
      mandateReviewPermission,
      options.caller,
      reviews.map(({ mayReview }) => mayReview),
    );
    return reviews.map(review => ({
      ...review,
      mayReview: narrowed(review.mayReview),
    }));
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
