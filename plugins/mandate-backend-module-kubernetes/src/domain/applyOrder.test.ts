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
    expect(mayBeApplied({ apiVersion: 'apps/v1', kind: 'Deployment' })).toBe(
      true,
    );
    expect(
      mayBeApplied({ apiVersion: 'evil.example/v1', kind: 'Deployment' }),
    ).toBe(false);
  });

  it.each(['Secret', 'Role', 'ClusterRoleBinding', 'Namespace'])(
    'does not let a deploy write a %s',
    kind => {
      expect(APPLIED_KINDS.some(applied => applied.endsWith(` ${kind}`))).toBe(
        false,
      );
    },
  );
});
