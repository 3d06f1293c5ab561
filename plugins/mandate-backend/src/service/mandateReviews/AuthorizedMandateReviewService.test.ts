import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { mandateReviewPermission } from '@mandate/plugin-mandate-common';
import { permissionsWithout } from '../../testing/permissionsWithout';
import { as } from '../../testing/startKernel';
import { AuthorizedMandateReviewService } from './AuthorizedMandateReviewService';
import type { MandateReviewService } from './MandateReviewService';

const inner: MandateReviewService = { list: jest.fn(), review: jest.fn() };
const service = new AuthorizedMandateReviewService(
  inner,
  mockServices.permissions({ result: AuthorizeResult.DENY }),
);

describe('AuthorizedMandateReviewService', () => {
  it.each([
    ['list', () => service.list(as('sven'))],
    [
      'review',
      () =>
        service.review(
          'services',
          { verdict: 'confirmed', comment: 'fine', version: 'v1' },
          as('sven'),
        ),
    ],
  ] as const)('denies %s without its permission', async (name, operate) => {
    await expect(operate()).rejects.toThrow(/You lack the permission/);
    expect(inner[name]).not.toHaveBeenCalled();
  });

  it('offers no review without the permission for it, and asks once for all', async () => {
    const refused = { allowed: false, why: 'You are no member.' };
    const reviews = [{ allowed: true }, refused, { allowed: true }].map(
      (mayReview, index) => ({
        mandate: `services-${index}`,
        entityRef: `mandate:default/services-${index}`,
        title: 'Services',
        version: 'v1',
        every: 'P3M',
        reviewers: 'group:default/security',
        overdue: false,
        dueAt: '2026-11-28T00:00:00Z',
        mayReview,
      }),
    );
    const permissions = permissionsWithout(mandateReviewPermission.name);
    const authorize = jest.spyOn(permissions, 'authorize');
    const lacking = {
      allowed: false,
      why: expect.stringContaining(`'${mandateReviewPermission.name}'`),
    };
    const listing = new AuthorizedMandateReviewService(
      { ...inner, list: async () => reviews },
      permissions,
    );
    const shown = await listing.list(as('sven'));
    expect(shown.map(({ mayReview }) => mayReview)).toEqual([
      lacking,
      refused,
      lacking,
    ]);
    // Once to read them, once for all reviews.
    expect(authorize).toHaveBeenCalledTimes(2);
  });
});
