import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { as } from '../../testing/startKernel';
import { AuthorizedKillSwitchService } from './AuthorizedKillSwitchService';
import type { KillSwitchService } from './KillSwitchService';

const inner: KillSwitchService = {
  list: jest.fn(),
  engage: jest.fn(),
  lift: jest.fn(),
};

describe('AuthorizedKillSwitchService', () => {
  it.each([
    ['list', (service: KillSwitchService) => service.list({}, as('dana'))],
    [
      'engage',
      (service: KillSwitchService) =>
        service.engage({ reason: 'why' }, as('dana')),
    ],
    [
      'lift',
      (service: KillSwitchService) =>
        service.lift('id', { reason: 'why' }, as('dana')),
    ],
  ] as const)('denies %s without its permission', async (name, operate) => {
    const service = new AuthorizedKillSwitchService(
      inner,
      mockServices.permissions({ result: AuthorizeResult.DENY }),
    );
    await expect(operate(service)).rejects.toThrow(/You lack the permission/);
    expect(inner[name]).not.toHaveBeenCalled();
  });
});
