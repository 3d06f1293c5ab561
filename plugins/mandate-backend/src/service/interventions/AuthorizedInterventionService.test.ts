import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  changeReadPermission,
  interventionReviewPermission,
} from '@mandate/plugin-mandate-common';
import { permissionsWithout } from '../../testing/permissionsWithout';
import { as } from '../../testing/startKernel';
import { AuthorizedInterventionService } from './AuthorizedInterventionService';
import type { InterventionService } from './InterventionService';

const inner: InterventionService = {
  override: jest.fn(),
  breakGlass: jest.fn(),
  list: jest.fn(),
  review: jest.fn(),
};
const service = new AuthorizedInterventionService(
  inner,
  mockServices.permissions({ result: AuthorizeResult.DENY }),
  async () => 'c',
);
const reason = 'why';
const incident = 'https://incidents.example.com/12';
const verdict = 'justified' as const;

describe('AuthorizedInterventionService', () => {
  it.each([
    ['override', () => service.override('c', { reason }, as('dana'))],
    [
      'breakGlass',
      () => service.breakGlass('c', { reason, incident }, as('dana')),
    ],
    ['list', () => service.list({}, as('dana'))],
    ['review', () => service.review('i', { verdict, reason }, as('dana'))],
  ] as const)('denies %s without its permission', async (name, operate) => {
    await expect(operate()).rejects.toThrow(/You lack the permission/);
    expect(inner[name]).not.toHaveBeenCalled();
  });

  it.each(['override', 'breakGlass', 'review'] as const)(
    'denies %s to whom may not read what it answers with',
    async name => {
      const mayNotRead = new AuthorizedInterventionService(
        inner,
        permissionsWithout(changeReadPermission.name),
        async () => 'c',
      );
      await expect(
        mayNotRead[name]('c', { reason, incident, verdict }, as('dana')),
      ).rejects.toThrow(/You lack the permission/);
      expect(inner[name]).not.toHaveBeenCalled();
    },
  );

  it('offers no review without the permission for it', async () => {
    const refused = { allowed: false, why: 'It was you.' };
    const listed = [{ allowed: true }, refused, undefined].map(
      (mayReview, index) => ({
        id: `${index}`,
        kind: 'override' as const,
        changeId: 'c',
        changeTitle: 'Deploy checkout',
        by: 'user:default/ida',
        at: '2026-11-28T00:00:00Z',
        reason,
        reviewDueAt: '2026-11-29T00:00:00Z',
        reviewOverdue: false,
        ...(mayReview && { mayReview }),
      }),
    );
    const lacking = new AuthorizedInterventionService(
      { ...inner, list: async () => listed },
      permissionsWithout(interventionReviewPermission.name),
      async () => 'c',
    );
    const shown = await lacking.list({}, as('dana'));
    expect(shown.map(({ mayReview }) => mayReview)).toEqual([
      {
        allowed: false,
        why: expect.stringContaining(`'${interventionReviewPermission.name}'`),
      },
      refused,
      undefined,
    ]);
  });
});
