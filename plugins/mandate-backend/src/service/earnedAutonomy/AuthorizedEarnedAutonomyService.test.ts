import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { mandateWidenPermission } from '@mandate/plugin-mandate-common';
import { permissionsWithout } from '../../testing/permissionsWithout';
import { as } from '../../testing/startKernel';
import { AuthorizedEarnedAutonomyService } from './AuthorizedEarnedAutonomyService';
import type { EarnedAutonomyService } from './EarnedAutonomyService';

const inner: EarnedAutonomyService = {
  trackRecord: jest.fn(),
  failureRates: jest.fn(),
  widen: jest.fn(),
};
const service = new AuthorizedEarnedAutonomyService(
  inner,
  mockServices.permissions({ result: AuthorizeResult.DENY }),
);

describe('AuthorizedEarnedAutonomyService', () => {
  it.each([
    ['trackRecord', () => service.trackRecord('services', as('pia'))],
    ['failureRates', () => service.failureRates(as('pia'))],
    [
      'widen',
      () =>
        service.widen(
          'services',
          { kind: 'deploy', reason: 'mended' },
          as('pia'),
        ),
    ],
  ] as const)('denies %s without its permission', async (name, operate) => {
    await expect(operate()).rejects.toThrow(/You lack the permission/);
    expect(inner[name]).not.toHaveBeenCalled();
  });

  it('offers no widening without the permission for it', async () => {
    const record = { kinds: [], mayWiden: { allowed: true } };
    const showing = (name: string) =>
      new AuthorizedEarnedAutonomyService(
        { ...inner, trackRecord: async () => record },
        permissionsWithout(name),
      ).trackRecord('services', as('pia'));
    await expect(showing(mandateWidenPermission.name)).resolves.toEqual({
      kinds: [],
      mayWiden: {
        allowed: false,
        why: expect.stringContaining(`'${mandateWidenPermission.name}'`),
      },
    });
    await expect(showing('another')).resolves.toEqual(record);
  });
});
