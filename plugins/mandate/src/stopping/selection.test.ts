import { killSwitchRequest } from './selection';

describe('killSwitchRequest', () => {
  it.each([
    [{ environment: '', values: '' }, { scope: {} }],
    [
      { environment: 'prod', values: '' },
      { scope: { environments: ['prod'] } },
    ],
    [
      { environment: 'prod', by: 'changes' as const, values: 'deploy, scale,' },
      { scope: { environments: ['prod'] }, changes: ['deploy', 'scale'] },
    ],
    [
      { environment: '', by: 'owners' as const, values: 'group:default/shop' },
      { scope: { owners: ['group:default/shop'] } },
    ],
  ])('of %j is %j', (selection, request) => {
    expect(killSwitchRequest(selection, 'why')).toEqual({
      ...request,
      reason: 'why',
    });
  });

  it('does not take a narrowing without a value for everything', () => {
    expect(
      killSwitchRequest({ environment: '', by: 'owners', values: ' ,' }, 'why'),
    ).toBeUndefined();
  });
});
