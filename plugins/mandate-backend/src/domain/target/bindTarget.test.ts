import { type BindableEntity, bindTarget } from './bindTarget';

const environment = {
  name: 'prod',
  cluster: 'one',
  namespace: '{system}-{environment}',
  production: true,
};

function bind(options: {
  readonly annotations?: Record<string, string>;
  readonly system?: string;
  readonly name?: string;
}) {
  const name = options.name ?? 'checkout';
  const entity: BindableEntity = {
    kind: 'Component',
    metadata: { name, annotations: options.annotations },
  };
  return bindTarget({
    entity,
    entityRef: `component:default/${name}`,
    system: options.system,
    environment,
    inCatalog: true,
  });
}

describe('bindTarget', () => {
  it('binds to a Deployment named like the entity, in the namespace of its system', () => {
    expect(bind({ system: 'system:default/shop' })).toMatchObject({
      type: 'bound',
      target: {
        namespace: 'shop-prod',
        workload: { kind: 'Deployment', name: 'checkout' },
        tier: 3,
        production: true,
      },
    });
  });

  it('reads the conflict sets that an entity names', () => {
    const annotations = {
      'mandate.dev/conflict-sets': 'Orders-Database, queue ,queue,',
    };
    expect(bind({ annotations })).toMatchObject({
      target: { conflictSets: ['orders-database', 'queue'] },
    });
  });

  it('takes an entity without system for a system of its own', () => {
    expect(bind({})).toMatchObject({ target: { namespace: 'checkout-prod' } });
  });

  it('lets annotations say namespace, workload and tier', () => {
    expect(
      bind({
        annotations: {
          'mandate.dev/namespace': 'legacy-{environment}',
          'mandate.dev/workload': 'statefulset/db',
          'mandate.dev/tier': '1',
        },
      }),
    ).toMatchObject({
      target: {
        namespace: 'legacy-prod',
        workload: { kind: 'StatefulSet', name: 'db' },
        tier: 1,
      },
    });
  });

  it('takes a tier that cannot be read for the most critical', () => {
    expect(bind({ annotations: { 'mandate.dev/tier': 'high' } })).toMatchObject(
      { target: { tier: 1 } },
    );
  });

  it.each([
    ['a name with a dot', { name: 'check.out' }, /name 'check\.out/],
    [
      'a placeholder that means nothing',
      { annotations: { 'mandate.dev/namespace': '{team}-x' } },
      /namespace name '\{team\}-x'/,
    ],
    [
      'a workload of another kind',
      { annotations: { 'mandate.dev/workload': 'job/x' } },
      /must read deployment/,
    ],
  ])('refuses %s in words', (_, options, words) => {
    expect(bind(options)).toMatchObject({
      type: 'invalid',
      words: expect.stringMatching(words),
    });
  });
});
