import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { hasLocalData, isUnmanaged, mustBeEvicted } from './evictable';

function pod(
  metadata: Readonly<Record<string, unknown>>,
  rest: Readonly<Record<string, unknown>> = {},
): ClusterObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', ...metadata },
    ...rest,
  };
}

function ownedBy(kind: string) {
  return { ownerReferences: [{ kind, name: 'x', controller: true }] };
}

describe('draining', () => {
  it.each([
    ['of a ReplicaSet', pod(ownedBy('ReplicaSet')), true],
    ['of nobody', pod({}), true],
    ['of a DaemonSet', pod(ownedBy('DaemonSet')), false],
    [
      'that the node runs by itself',
      pod({ annotations: { 'kubernetes.io/config.mirror': 'x' } }),
      false,
    ],
    ['that has ended', pod({}, { status: { phase: 'Succeeded' } }), false],
    ['that has failed', pod({}, { status: { phase: 'Failed' } }), false],
  ])('knows whether a pod %s must go', (_, object, expected) => {
    expect(mustBeEvicted(object)).toBe(expected);
  });

  it('knows what nothing would make again', () => {
    expect(isUnmanaged(pod({}))).toBe(true);
    expect(isUnmanaged(pod(ownedBy('Job')))).toBe(false);
  });

  it('knows what is lost with the pod', () => {
    const volumes = [{ name: 'a', emptyDir: {} }];
    expect(hasLocalData(pod({}, { spec: { volumes } }))).toBe(true);
    expect(hasLocalData(pod({}, { spec: {} }))).toBe(false);
  });
});
