import { JsonObject } from '../../model/KubernetesObject';
import { ContractCase, RequestStep } from '../ContractCase';

const QUOTAS = '/api/v1/namespaces/{ns}/resourcequotas';
const LIMIT_RANGES = '/api/v1/namespaces/{ns}/limitranges';
const PODS = '/api/v1/namespaces/{ns}/pods';

const createQuota = (hard: JsonObject): RequestStep[] => [
  {
    request: `POST ${QUOTAS}`,
    body: { metadata: { name: 'most' }, spec: { hard } },
    expect: { code: 201 },
  },
  {
    request: `GET ${QUOTAS}/most`,
    eventually: true,
    expect: { code: 200, body: { status: { hard: '*', used: '*' } } },
  },
];

const createLimitRange = (limit: JsonObject): RequestStep => ({
  request: `POST ${LIMIT_RANGES}`,
  body: {
    metadata: { name: 'each' },
    spec: { limits: [{ type: 'Container', ...limit }] },
  },
  expect: { code: 201 },
});

const createPod = (
  name: string,
  resources: JsonObject,
  expect: RequestStep['expect'] = { code: 201 },
): RequestStep => ({
  request: `POST ${PODS}`,
  body: {
    metadata: { name },
    spec: { containers: [{ name: 'main', image: 'x:1', resources }] },
  },
  expect,
});

const usedBecomes = (used: JsonObject): RequestStep => ({
  request: `GET ${QUOTAS}/most`,
  eventually: true,
  expect: { code: 200, body: { status: { used } } },
});

export const QUOTA_CASES: readonly ContractCase[] = [
  {
    rule: 'a quota of pods is counted and refuses one too many',
    steps: [
      ...createQuota({ pods: '1' }),
      createPod('one', {}),
      usedBecomes({ pods: '1' }),
      createPod(
        'two',
        {},
        {
          code: 403,
          body: {
            reason: 'Forbidden',
            message:
              'pods "two" is forbidden: exceeded quota: most, requested: pods=1, used: pods=1, limited: pods=1',
          },
        },
      ),
      {
        request: `DELETE ${PODS}/one?gracePeriodSeconds=0`,
        expect: { code: 200 },
      },
      usedBecomes({ pods: '0' }),
    ],
  },
  {
    rule: 'a quota of requests adds up what pods ask for',
    steps: [
      ...createQuota({ 'requests.cpu': '1', 'limits.memory': '1Gi' }),
      createPod('one', {
        requests: { cpu: '600m' },
        limits: { memory: '512Mi' },
      }),
      usedBecomes({ 'requests.cpu': '600m', 'limits.memory': '512Mi' }),
      createPod(
        'two',
        { requests: { cpu: '600m' }, limits: { memory: '128Mi' } },
        {
          code: 403,
          body: {
            message:
              '~exceeded quota: most, requested: requests.cpu=600m, used: requests.cpu=600m, limited: requests.cpu=1',
          },
        },
      ),
    ],
  },
  {
    rule: 'under a quota of requests, a pod must say what it asks for',
    steps: [
      ...createQuota({ 'requests.cpu': '1' }),
      createPod(
        'silent',
        {},
        {
          code: 403,
          body: {
            message: '~failed quota: most: must specify requests.cpu for: main',
          },
        },
      ),
    ],
  },
  {
    rule: 'a quota counts objects of a kind',
    steps: [
      ...createQuota({ 'count/secrets': '1' }),
      {
        request: 'POST /api/v1/namespaces/{ns}/secrets',
        body: { metadata: { name: 'one' } },
        expect: { code: 201 },
      },
      {
        request: 'POST /api/v1/namespaces/{ns}/secrets',
        body: { metadata: { name: 'two' } },
        expect: {
          code: 403,
          body: {
            message: '~exceeded quota: most, requested: count/secrets=1',
          },
        },
      },
    ],
  },
  {
    rule: 'a quota that pods exceed keeps a ReplicaSet from making them, and says so',
    steps: [
      ...createQuota({ pods: '1' }),
      {
        request: 'POST /apis/apps/v1/namespaces/{ns}/replicasets',
        body: {
          metadata: { name: 'web' },
          spec: {
            replicas: 2,
            selector: { matchLabels: { app: 'web' } },
            template: {
              metadata: { labels: { app: 'web' } },
              spec: { containers: [{ name: 'main', image: 'x:1' }] },
            },
          },
        },
        expect: { code: 201 },
      },
      {
        request: 'GET /apis/apps/v1/namespaces/{ns}/replicasets/web',
        eventually: true,
        expect: {
          code: 200,
          body: {
            status: {
              replicas: 1,
              conditions: {
                $has: [
                  {
                    type: 'ReplicaFailure',
                    status: 'True',
                    reason: 'FailedCreate',
                    message: '~exceeded quota',
                  },
                ],
              },
            },
          },
        },
      },
    ],
  },
  {
    rule: 'a limit range gives containers their requests and limits',
    steps: [
      createLimitRange({
        default: { cpu: '500m' },
        defaultRequest: { cpu: '100m', memory: '64Mi' },
      }),
      createPod(
        'plain',
        {},
        {
          code: 201,
          body: {
            metadata: {
              annotations: {
                'kubernetes.io/limit-ranger': '~LimitRanger plugin',
              },
            },
            spec: {
              containers: [
                {
                  resources: {
                    limits: { cpu: '500m' },
                    requests: { cpu: '100m', memory: '64Mi' },
                  },
                },
              ],
            },
          },
        },
      ),
    ],
  },
  {
    rule: 'a limit range refuses what is beyond its bounds',
    steps: [
      createLimitRange({ max: { cpu: '1' }, min: { cpu: '50m' } }),
      createPod(
        'large',
        { limits: { cpu: '2' } },
        {
          code: 403,
          body: {
            reason: 'Forbidden',
            message: '~maximum cpu usage per Container is 1, but limit is 2',
          },
        },
      ),
      createPod(
        'small',
        { requests: { cpu: '10m' }, limits: { cpu: '1' } },
        {
          code: 403,
          body: {
            message:
              '~minimum cpu usage per Container is 50m, but request is 10m',
          },
        },
      ),
    ],
  },
];
