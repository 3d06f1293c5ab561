import type { ClusterObject } from '@mandate/plugin-mandate-common';
import fc from 'fast-check';
import { growthOf, nodeRoom, quotaShortages } from './resourceRoom';

const figures = { replicas: 2, cpuCores: 1, memoryGiB: 2, storageGiB: 0 };

function quota(hard: object, used: object): ClusterObject {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'team' },
    status: { hard, used },
  };
}

function node(name: string, change: object = {}): ClusterObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    status: {
      allocatable: { cpu: '4', memory: '8Gi' },
      conditions: [{ type: 'Ready', status: 'True' }],
    },
    ...change,
  };
}

function pod(nodeName: string, cpu: string, phase = 'Running'): ClusterObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod' },
    spec: { nodeName, containers: [{ resources: { requests: { cpu } } }] },
    status: { phase },
  };
}

it('a change asks for what it adds, never for less than nothing', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), (before, after) => {
      const { pods } = growthOf({
        before: { ...figures, replicas: before },
        after: { ...figures, replicas: after },
      });
      expect(pods).toBe(Math.max(0, after - before));
    }),
  );
});

it('says which quota is too small, by how much', () => {
  const growth = { pods: 2, cpuCores: 1.5, memoryGiB: 4, storageGiB: 0 };
  expect(
    quotaShortages(
      [
        quota(
          { 'requests.cpu': '4', 'requests.memory': '8Gi', pods: '10' },
          { 'requests.cpu': '3', 'requests.memory': '5Gi', pods: '8' },
        ),
      ],
      growth,
    ),
  ).toEqual([
    "Quota 'team' leaves 1 of requests.cpu, and it asks for 1.5 more.",
    "Quota 'team' leaves 3 of requests.memory, and it asks for 4 more (GiB).",
  ]);
});

it('a full quota does not stand in the way of what asks for none of it', () => {
  const full = quota({ pods: '1' }, { pods: '1' });
  const growth = { pods: 0, cpuCores: 1, memoryGiB: 0, storageGiB: 0 };
  expect(quotaShortages([full], growth)).toEqual([]);
});

it('counts only nodes that take pods, and only pods that still run on them', () => {
  const nodes = [
    node('a'),
    node('b', { spec: { unschedulable: true } }),
    node('c', {
      status: {
        allocatable: { cpu: '4' },
        conditions: [{ type: 'Ready', status: 'False' }],
      },
    }),
  ];
  const pods = [pod('a', '1500m'), pod('a', '1', 'Succeeded'), pod('b', '3')];
  expect(nodeRoom(nodes, pods)).toEqual({ cpuCores: 2.5, memoryGiB: 8 });
});
