import { ContractCase, deployment, RequestStep } from '../ContractCase';

const AUTOSCALERS =
  '/apis/autoscaling/v2/namespaces/{ns}/horizontalpodautoscalers';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/{ns}/deployments';
const METRICS = '/apis/metrics.k8s.io/v1beta1';

/** Pods that use 200m of a processor, in the words of the simulated nodes of both clusters. */
const createBusy: RequestStep = {
  request: `POST ${DEPLOYMENTS}`,
  body: deployment('web', {
    template: {
      metadata: {
        labels: { app: 'web' },
        annotations: {
          'kwok.x-k8s.io/usage-cpu': '200m',
          'kwok.x-k8s.io/usage-memory': '64Mi',
        },
      },
      spec: {
        containers: [
          {
            name: 'main',
            image: 'x:1',
            resources: { requests: { cpu: '100m', memory: '128Mi' } },
          },
        ],
      },
    },
  }),
  expect: { code: 201 },
};

const createAutoscaler: RequestStep = {
  request: `POST ${AUTOSCALERS}`,
  body: {
    metadata: { name: 'web' },
    spec: {
      minReplicas: 1,
      maxReplicas: 3,
      scaleTargetRef: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'web',
      },
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 50 },
          },
        },
      ],
    },
  },
  expect: { code: 201 },
};

export const AUTOSCALING_CASES: readonly ContractCase[] = [
  {
    rule: 'the metrics API tells what pods and nodes use',
    steps: [
      createBusy,
      {
        request: `GET ${METRICS}/namespaces/{ns}/pods?labelSelector=app=web`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            kind: 'PodMetricsList',
            apiVersion: 'metrics.k8s.io/v1beta1',
            items: [
              {
                metadata: { name: '~^web-', namespace: '{ns}' },
                timestamp: '*',
                window: '*',
                containers: [
                  {
                    name: 'main',
                    usage: { cpu: '*', memory: '~^(65536Ki|64Mi)$' },
                  },
                ],
              },
            ],
          },
        },
      },
      {
        request: `GET ${METRICS}/nodes`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            kind: 'NodeMetricsList',
            items: { $has: [{ usage: { cpu: '*', memory: '*' } }] },
          },
        },
      },
    ],
  },
  {
    rule: 'an autoscaler scales by use, up to its bound, and says why it stopped',
    steps: [
      createBusy,
      createAutoscaler,
      {
        request: `GET ${DEPLOYMENTS}/web`,
        eventually: true,
        expect: { code: 200, body: { spec: { replicas: 3 } } },
      },
      {
        request: `GET ${AUTOSCALERS}/web`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            status: {
              currentReplicas: 3,
              desiredReplicas: 3,
              lastScaleTime: '*',
              currentMetrics: [
                {
                  type: 'Resource',
                  resource: {
                    name: 'cpu',
                    current: { averageUtilization: 200, averageValue: '200m' },
                  },
                },
              ],
              conditions: {
                $has: [
                  { type: 'AbleToScale', status: 'True' },
                  { type: 'ScalingActive', status: 'True' },
                  {
                    type: 'ScalingLimited',
                    status: 'True',
                    reason: 'TooManyReplicas',
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
    rule: 'an autoscaler without a target says so',
    steps: [
      createAutoscaler,
      {
        request: `GET ${AUTOSCALERS}/web`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            status: {
              conditions: {
                $has: [
                  {
                    type: 'AbleToScale',
                    status: 'False',
                    reason: 'FailedGetScale',
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
    rule: "an autoscaler's bounds must be in order",
    steps: [
      {
        ...createAutoscaler,
        body: {
          metadata: { name: 'web' },
          spec: {
            minReplicas: 5,
            maxReplicas: 3,
            scaleTargetRef: {
              apiVersion: 'apps/v1',
              kind: 'Deployment',
              name: 'web',
            },
          },
        },
        expect: { code: 422, body: { reason: 'Invalid' } },
      },
    ],
  },
];
