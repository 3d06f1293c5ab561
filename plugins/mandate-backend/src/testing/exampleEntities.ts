import type { Entity } from '@backstage/catalog-model';

/** A group, as the catalog gives it. */
export function group(name: string, members: readonly string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: { type: 'team', children: [] },
    relations: members.map(member => ({
      type: 'hasMember',
      targetRef: `user:default/${member}`,
    })),
  };
}

/** A person, as the catalog gives them. */
export function user(name: string, groups: readonly string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: {
      profile: { email: `${name}@example.com` },
      memberOf: [...groups],
    },
    relations: groups.map(of => ({
      type: 'memberOf',
      targetRef: `group:default/${of}`,
    })),
  };
}

/** A component, as the catalog gives it. */
export function component(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    spec: { type: 'service', lifecycle: 'production', owner: 'shop' },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/shop' },
      { type: 'partOf', targetRef: 'system:default/shop' },
    ],
  };
}

/** Dev runs alone with a budget of two an hour; prod asks platform and security. */
export const exampleMandate: Entity = {
  apiVersion: 'mandate.dev/v1alpha1',
  kind: 'Mandate',
  metadata: { name: 'services', namespace: 'default', title: 'Services' },
  spec: {
    owner: 'group:default/platform',
    appliesTo: { environments: ['dev', 'prod'] },
    limits: { replicas: 5 },
    budgets: [{ changes: ['deploy'], perTarget: 2, window: 'PT1H' }],
    grants: [
      {
        changes: ['deploy'],
        when: "target.environment == 'dev' && risk.level != 'high'",
        oversight: 'autonomous',
      },
      {
        changes: ['deploy'],
        when: "target.environment == 'prod'",
        oversight: 'approve',
        approvals: [
          { group: 'group:default/platform', count: 1 },
          { group: 'group:default/security', count: 1 },
        ],
      },
    ],
    review: {
      every: 'P1Y',
      by: 'group:default/security',
      lastDone: '2026-11-01',
    },
  },
};

/** dana of shop; pia and paul of platform; sven of security; ada of both; the component checkout. */
export const exampleEntities: readonly Entity[] = [
  group('shop', ['dana']),
  group('platform', ['pia', 'paul', 'ada']),
  group('security', ['sven', 'ada']),
  user('dana', ['shop']),
  user('pia', ['platform']),
  user('paul', ['platform']),
  user('sven', ['security']),
  user('ada', ['platform', 'security']),
  component('checkout'),
  exampleMandate,
];
