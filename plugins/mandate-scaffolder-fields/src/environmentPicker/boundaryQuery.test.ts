import { boundaryQuery } from './boundaryQuery';

describe('boundary query', () => {
  it('asks about deploying with the owner and system of the form', () => {
    expect(
      boundaryQuery('prod', {
        formData: { owner: 'group:default/shop', system: 'web/store' },
        containerType: 'core-service',
      }),
    ).toEqual({
      environment: 'prod',
      kind: 'deploy',
      owner: 'group:default/shop',
      system: 'system:web/store',
      containerType: 'core-service',
    });
  });

  it('completes names that pickers gave short', () => {
    expect(
      boundaryQuery('prod', { formData: { owner: 'shop', system: 'store' } }),
    ).toMatchObject({
      owner: 'group:default/shop',
      system: 'system:default/store',
    });
  });

  it('asks about the kind of change that the form proposes', () => {
    expect(
      boundaryQuery('prod', { formData: {}, kind: 'bootstrap' }),
    ).toMatchObject({ kind: 'bootstrap' });
  });

  it('reads other fields when it is told so', () => {
    expect(
      boundaryQuery('prod', { formData: { team: 'shop' }, ownerField: 'team' }),
    ).toMatchObject({ owner: 'group:default/shop' });
  });

  it.each([undefined, null, 'text', {}, { owner: '' }, { owner: 3 }])(
    'leaves out what the form %j does not say',
    formData => {
      expect(boundaryQuery('prod', { formData }).owner).toBeUndefined();
    },
  );
});
