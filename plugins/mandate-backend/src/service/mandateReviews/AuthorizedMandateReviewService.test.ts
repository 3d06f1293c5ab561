import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
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
});
