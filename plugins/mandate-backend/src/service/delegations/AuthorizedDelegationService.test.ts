import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { as } from '../../testing/startKernel';
import { AuthorizedDelegationService } from './AuthorizedDelegationService';
import type { DelegationService } from './DelegationService';

const inner: DelegationService = {
  list: jest.fn(),
  create: jest.fn(),
  revoke: jest.fn(),
};
const service = new AuthorizedDelegationService(
  inner,
  mockServices.permissions({ result: AuthorizeResult.DENY }),
);
const request = {
  delegate: 'user:default/pia',
  from: '2026-11-26T00:00:00Z',
  until: '2026-11-27T00:00:00Z',
};

describe('AuthorizedDelegationService', () => {
  it.each([
    ['list', () => service.list({}, as('dana'))],
    ['create', () => service.create(request, as('dana'))],
    ['revoke', () => service.revoke('d', as('dana'))],
  ] as const)('denies %s without its permission', async (name, operate) => {
    await expect(operate()).rejects.toThrow(/You lack the permission/);
    expect(inner[name]).not.toHaveBeenCalled();
  });
});
