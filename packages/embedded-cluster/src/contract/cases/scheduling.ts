import { JsonObject } from '../../model/KubernetesObject';
import { ContractCase, RequestStep } from '../ContractCase';
import {
  createNode,
  leftovers,
  NODE,
  only,
  reserved,
  toleratesReserved,
} from '../ownNode';

const PODS = '/api/v1/namespaces/{ns}/pods';
const STRATEGIC = 'application/strategic-merge-patch+json';

const createPod = (
  name: string,
  {
    cpu = '10m',
    tolerations = [],
    ...spec
  }: JsonObject & { tolerations?: JsonObject[] } = {},
): RequestStep => ({
  request: `POST ${PODS}`,
  body: {
    metadata: { name },
    spec: {
      nodeSelector: only,
      tolerations: [toleratesReserved, ...tolerations],
      terminationGracePeriodSeconds: 1,
      containers: [
        { name: 'main', image: 'x:1', resources: { requests: { cpu } } },
      ],
      ...spec,
    },
  },
  expect: { code: 201 },
});

const runs = (name: string): RequestStep => ({
  request: `GET ${PODS}/${name}`,
  eventually: true,
  expect: {
    code: 200,
    body: { spec: { nodeName: '{ns}' }, status: { phase: 'Running' } },
  },
});

const isUnschedulable = (name: string, message: string): RequestStep => ({
  request: `GET ${PODS}/${name}`,
  eventually: true,
  expect: {
    code: 200,
    body: {
      status: {
        phase: 'Pending',
        conditions: {
          $has: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message,
            },
          ],
        },
      },
    },
  },
});

const patchNode = (body: JsonObject): RequestStep => ({
  request: `PATCH ${NODE}`,
  contentType: STRATEGIC,
  body,
  expect: { code: 200 },
});

const PRIORITY_CLASSES = '/apis/scheduling.k8s.io/v1/priorityclasses';
const createPriorityClass: RequestStep = {
  request: `POST ${PRIORITY_CLASSES}`,
  body: { metadata: { name: '{ns}' }, value: 1000 },
  expect: {
    code: 201,
    body: { value: 1000, preemptionPolicy: 'PreemptLowerPriority' },
  },
};

export const SCHEDULING_CASES: readonly ContractCase[] = [
  {
    rule: 'a pod that requests more than a node has left waits',
    leftovers,
    steps: [
      ...createNode(),
      createPod('first', { cpu: '700m' }),
      runs('first'),
      createPod('second', { cpu: '700m' }),
      isUnschedulable(
        'second',
        '~^0/\\d+ nodes are available.*Insufficient cpu',
      ),
      { request: `DELETE ${PODS}/first`, expect: { code: 200 } },
      runs('second'),
    ],
  },
  {
    rule: 'a tainted node takes only pods that tolerate it',
    leftovers,
    steps: [
      ...createNode([{ key: 'only', value: '{ns}', effect: 'NoSchedule' }]),
      createPod('plain'),
      isUnschedulable('plain', '~untolerated taint'),
      createPod('tolerant', {
        tolerations: [{ key: 'only', operator: 'Exists' }],
      }),
      runs('tolerant'),
    ],
  },
  {
    rule: 'a cordoned node takes no new pods until it is open again',
    leftovers,
    steps: [
      ...createNode(),
      patchNode({ spec: { unschedulable: true } }),
      {
        request: `GET ${NODE}`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            spec: {
              taints: {
                $has: [
                  {
                    key: 'node.kubernetes.io/unschedulable',
                    effect: 'NoSchedule',
                  },
                ],
              },
            },
          },
        },
      },
      createPod('late'),
      isUnschedulable('late', '~unschedulable'),
      patchNode({ spec: { unschedulable: null } }),
      runs('late'),
    ],
  },
  {
    rule: 'a taint with NoExecute ends the pods that do not tolerate it',
    leftovers,
    steps: [
      ...createNode(),
      createPod('plain'),
      createPod('tolerant', {
        tolerations: [{ key: 'leave', operator: 'Exists' }],
      }),
      runs('plain'),
      runs('tolerant'),
      patchNode({
        spec: { taints: [reserved, { key: 'leave', effect: 'NoExecute' }] },
      }),
      {
        request: `GET ${PODS}/plain`,
        eventually: true,
        expect: { code: 404 },
      },
      runs('tolerant'),
    ],
  },
  {
    rule: 'a pod gets the priority of its class, which must exist',
    leftovers: [`${PRIORITY_CLASSES}/{ns}`],
    steps: [
      createPriorityClass,
      {
        ...createPod('important', { priorityClassName: '{ns}' }),
        expect: { code: 201, body: { spec: { priority: 1000 } } },
      },
      {
        ...createPod('unknown', { priorityClassName: 'no-such-class' }),
        expect: {
          code: 403,
          body: {
            reason: 'Forbidden',
            message: '~no PriorityClass with name no-such-class was found',
          },
        },
      },
    ],
  },
  {
    rule: "a priority class's value is immutable",
    leftovers: [`${PRIORITY_CLASSES}/{ns}`],
    steps: [
      createPriorityClass,
      {
        request: `PATCH ${PRIORITY_CLASSES}/{ns}`,
        contentType: STRATEGIC,
        body: { value: 2000 },
        expect: { code: 422, body: { reason: 'Invalid' } },
      },
    ],
  },
  {
    rule: 'a pod of higher priority takes the place of a lower one',
    leftovers: [...leftovers, `${PRIORITY_CLASSES}/{ns}`],
    steps: [
      ...createNode(),
      createPriorityClass,
      createPod('low', { cpu: '800m' }),
      runs('low'),
      createPod('high', { cpu: '800m', priorityClassName: '{ns}' }),
      runs('high'),
      { request: `GET ${PODS}/low`, eventually: true, expect: { code: 404 } },
    ],
  },
  {
    rule: 'a node renews a lease of its name',
    leftovers,
    steps: [
      ...createNode(),
      {
        request:
          'GET /apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/{ns}',
        eventually: true,
        expect: {
          code: 200,
          body: {
            metadata: { ownerReferences: [{ kind: 'Node', name: '{ns}' }] },
            spec: {
              leaseDurationSeconds: 40,
              renewTime: '~^\\d{4}-.*\\.\\d{6}Z$',
            },
          },
        },
      },
    ],
  },
];
