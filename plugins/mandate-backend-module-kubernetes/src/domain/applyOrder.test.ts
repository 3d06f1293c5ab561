import { applyRank, APPLIED_KINDS, mayBeApplied } from './applyOrder';

function inOrder(kinds: readonly string[]): readonly string[] {
  return [...kinds].sort(
    (left, right) => applyRank({ kind: left }) - applyRank({ kind: right }),
  );
}

describe('applyRank', () => {
  it('brings namespaces, definitions, rights, settings, storage, workloads and routes into this order', () => {
    const kinds = [
      'Namespace',
      'CustomResourceDefinition',
      'Role',
      'RoleBinding',
      'ConfigMap',
      'PersistentVolumeClaim',
      'Service',
      'StatefulSet',
      'Deployment',
      'HorizontalPodAutoscaler',
      'HTTPRoute',
    ];
    expect(inOrder([...kinds].reverse())).toEqual(kinds);
  });

  it('puts a kind that nobody listed after settings and before workloads', () => {
    expect(inOrder(['Deployment', 'Certificate', 'ConfigMap'])).toEqual([
      'ConfigMap',
      'Certificate',
      'Deployment',
    ]);
  });
});

describe('mayBeApplied', () => {
  it('tells kinds by group and version', () => {
    const byHand = { inApprovedTemplate: false };
    expect(
      mayBeApplied({ apiVersion: 'apps/v1', kind: 'Deployment' }, byHand),
    ).toBe(true);
    expect(
      mayBeApplied(
        { apiVersion: 'evil.example/v1', kind: 'Deployment' },
        byHand,
      ),
    ).toBe(false);
  });

  it.each([
    ['v1', 'ResourceQuota', true],
    ['v1', 'LimitRange', true],
    ['rbac.authorization.k8s.io/v1', 'Role', true],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', false],
    ['v1', 'Secret', false],
  ])(
    '%s %s only in an approved template: %s',
    (apiVersion, kind, isAllowed) => {
      const object = { apiVersion, kind };
      expect(mayBeApplied(object, { inApprovedTemplate: true })).toBe(
        isAllowed,
      );
      expect(mayBeApplied(object, { inApprovedTemplate: false })).toBe(false);
    },
  );

  it.each(['Secret', 'Role', 'ClusterRoleBinding', 'Namespace'])(
    'does not let a deploy write a %s',
    kind => {
      expect(APPLIED_KINDS.some(applied => applied.endsWith(` ${kind}`))).toBe(
        false,
      );
    },
  );
});
