import { type BindableEntity, bindTarget } from './bindTarget';

function environmentOf(name: string, changes: object = {}) {
  return {
    name,
    cluster: 'one',
    namespace: '{system}-{environment}',
    production: name === 'prod',
    ...changes,
  };
}

function bind(options: {
  readonly annotations?: Record<string, string>;
  readonly system?: string;
  readonly name?: string;
  readonly in?: string;
  readonly environments?: readonly ReturnType<typeof environmentOf>[];
  readonly inCatalog?: boolean;
}) {
  const name = options.name ?? 'checkout';
  const entity: BindableEntity = {
    kind: 'Component',
    metadata: { name, annotations: options.annotations },
  };
  const environment =
    options.environments?.find(
      ({ name: known }) => known === (options.in ?? 'prod'),
    ) ?? environmentOf(options.in ?? 'prod');
  return bindTarget({
    entity,
    entityRef: `component:default/${name}`,
    system: options.system,
    environment,
    environments: options.environments ?? [environment],
    inCatalog: options.inCatalog ?? true,
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

  it('honours the annotations of Backstage: namespace, id, selector', () => {
    const annotations = {
      'backstage.io/kubernetes-namespace': 'own-place',
      'backstage.io/kubernetes-id': 'checkout',
    };
    expect(bind({ annotations })).toMatchObject({
      target: {
        namespace: 'own-place',
        labelSelector: 'backstage.io/kubernetes-id=checkout',
      },
    });
    expect(
      bind({
        annotations: {
          ...annotations,
          'mandate.dev/namespace': 'other-place',
          'backstage.io/kubernetes-label-selector': 'app=checkout',
        },
      }),
    ).toMatchObject({
      target: { namespace: 'other-place', labelSelector: 'app=checkout' },
    });
  });

  it('of several clusters of an environment the entity names one, and the candidates are told', () => {
    const environment = environmentOf('prod', { clusters: ['one', 'two'] });
    const bindIn = (cluster?: string) =>
      bind({
        environments: [environment],
        annotations: cluster
          ? { 'backstage.io/kubernetes-cluster': cluster }
          : {},
      });
    expect(bindIn('two')).toMatchObject({ target: { cluster: 'two' } });
    expect(bindIn()).toEqual({
      type: 'invalid',
      words: expect.stringContaining('has several clusters: one, two'),
    });
    expect(bindIn('three')).toEqual({
      type: 'invalid',
      words: expect.stringContaining("'three', which is none of"),
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

  describe('the namespaces of other environments', () => {
    const environments = [environmentOf('dev'), environmentOf('prod')];
    const system = 'system:default/shop';
    const to = (namespace: string) => ({ 'mandate.dev/namespace': namespace });

    it.each([
      ["production's for this entity", 'shop-prod'],
      ["production's for another system", 'billing-prod'],
    ])('refuses %s when the catalog asks for it in dev', (_, namespace) => {
      expect(
        bind({ in: 'dev', environments, system, annotations: to(namespace) }),
      ).toMatchObject({
        type: 'invalid',
        words: expect.stringMatching(
          /'(shop|billing)-prod' in dev, .* environment prod, /,
        ),
      });
    });

    it('refuses a namespace that another environment has for itself', () => {
      const own = environmentOf('prod', { namespace: 'live' });
      expect(
        bind({
          in: 'dev',
          environments: [environmentOf('dev'), own],
          annotations: to('live'),
        }),
      ).toMatchObject({ type: 'invalid' });
    });

    it('lets environments on other clusters have the same namespaces', () => {
      const elsewhere = environmentOf('prod', { cluster: 'two' });
      expect(
        bind({
          in: 'dev',
          environments: [environmentOf('dev'), elsewhere],
          annotations: to('shop-prod'),
        }),
      ).toMatchObject({ target: { namespace: 'shop-prod' } });
    });

    it('gives a namespace that the annotation names for all environments to production alone', () => {
      const annotations = to('legacy');
      expect(bind({ in: 'prod', environments, annotations })).toMatchObject({
        target: { namespace: 'legacy' },
      });
      expect(bind({ in: 'dev', environments, annotations })).toMatchObject({
        type: 'invalid',
        words: expect.stringMatching(/the same namespace 'legacy' in dev/),
      });
    });
  });

  describe('an entity that comes with a change', () => {
    const brought = (annotations: Record<string, string>) =>
      bind({ system: 'system:default/shop', annotations, inCatalog: false });

    it.each([
      [{ 'mandate.dev/namespace': 'elsewhere' }, /cannot choose its namespace/],
      [
        { 'mandate.dev/workload': 'deployment/payments' },
        /cannot choose its workload/,
      ],
    ])('chooses neither namespace nor workload: %j', (annotations, words) => {
      expect(brought(annotations)).toMatchObject({
        type: 'invalid',
        words: expect.stringMatching(words),
      });
    });

    it('may say what holds anyhow, and whether it is a StatefulSet', () => {
      expect(
        brought({
          'mandate.dev/namespace': 'shop-{environment}',
          'mandate.dev/workload': 'statefulset/checkout',
        }),
      ).toMatchObject({
        target: {
          namespace: 'shop-prod',
          workload: { kind: 'StatefulSet', name: 'checkout' },
        },
      });
    });
  });
});
