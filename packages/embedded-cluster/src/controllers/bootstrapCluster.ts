import { BUILT_IN_ROLES } from '../access/builtInRoles';
import { timestamp } from '../api/newObject';
import { ObjectApi } from '../api/ObjectApi';
import { KUBERNETES_VERSION } from '../http/discovery';
import {
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  NAMESPACES,
  NODES,
  PRIORITY_CLASSES,
} from '../resources/resourceTable';

const MANAGER = 'embedded-cluster';
const NAMESPACE_NAMES = [
  'default',
  'kube-node-lease',
  'kube-public',
  'kube-system',
];
const PRIORITY_CLASS_VALUES = [
  { name: 'system-cluster-critical', value: 2_000_000_000 },
  { name: 'system-node-critical', value: 2_000_001_000 },
];
const NODE_NAMES = ['embedded-0', 'embedded-1'];
const CAPACITY = {
  cpu: '8',
  memory: '32Gi',
  pods: '1000',
  'ephemeral-storage': '100Gi',
};

/** Creates what every cluster has from its first minute: its namespaces, priority classes and roles, and two simulated nodes. */
export function bootstrapCluster(objects: ObjectApi): void {
  for (const name of NAMESPACE_NAMES) {
    if (!objects.find(NAMESPACES, { namespace: '', name })) {
      objects.create(
        NAMESPACES,
        '',
        { metadata: { name } },
        { manager: MANAGER },
      );
    }
  }
  for (const { name, value } of PRIORITY_CLASS_VALUES) {
    if (!objects.find(PRIORITY_CLASSES, { namespace: '', name })) {
      objects.create(
        PRIORITY_CLASSES,
        '',
        { metadata: { name }, value },
        { manager: MANAGER },
      );
    }
  }
  createRoles(objects);
  NODE_NAMES.forEach((name, index) => {
    if (!objects.find(NODES, { namespace: '', name })) {
      createNode(objects, name, index);
    }
  });
}

function createRoles(objects: ObjectApi): void {
  for (const { name, rules, boundTo } of BUILT_IN_ROLES) {
    const key = { namespace: '', name };
    if (!objects.find(CLUSTER_ROLES, key)) {
      objects.create(
        CLUSTER_ROLES,
        '',
        { metadata: { name }, rules },
        { manager: MANAGER },
      );
    }
    if (boundTo && !objects.find(CLUSTER_ROLE_BINDINGS, key)) {
      objects.create(
        CLUSTER_ROLE_BINDINGS,
        '',
        {
          metadata: { name },
          subjects: [boundTo],
          roleRef: { kind: 'ClusterRole', name },
        },
        { manager: MANAGER },
      );
    }
  }
}

function createNode(objects: ObjectApi, name: string, index: number): void {
  const now = timestamp(objects.environment.now());
  objects.create(
    NODES,
    '',
    {
      metadata: {
        name,
        labels: {
          'kubernetes.io/hostname': name,
          'kubernetes.io/os': 'linux',
          'kubernetes.io/arch': 'amd64',
          'topology.kubernetes.io/region': 'embedded',
          'topology.kubernetes.io/zone': `embedded-${'ab'[index]}`,
        },
      },
      spec: { podCIDR: `10.244.${index}.0/24` },
      status: {
        capacity: CAPACITY,
        allocatable: CAPACITY,
        addresses: [
          { type: 'InternalIP', address: '127.0.0.1' },
          { type: 'Hostname', address: name },
        ],
        conditions: [
          {
            type: 'Ready',
            status: 'True',
            reason: 'KubeletReady',
            message: 'simulated node is posting ready status',
            lastHeartbeatTime: now,
            lastTransitionTime: now,
          },
        ],
        nodeInfo: {
          architecture: 'amd64',
          bootID: name,
          containerRuntimeVersion: 'simulated://1',
          kernelVersion: 'simulated',
          kubeProxyVersion: '',
          kubeletVersion: KUBERNETES_VERSION,
          machineID: name,
          operatingSystem: 'linux',
          osImage: 'simulated',
          systemUUID: name,
        },
      },
    },
    { manager: MANAGER },
  );
}
