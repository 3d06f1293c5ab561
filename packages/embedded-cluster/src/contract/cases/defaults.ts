import { ContractCase, deployment } from '../ContractCase';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/{ns}/deployments';
const SERVICES = '/api/v1/namespaces/{ns}/services';
const SECRETS = '/api/v1/namespaces/{ns}/secrets';

export const DEFAULT_CASES: readonly ContractCase[] = [
  {
    rule: 'a Deployment gets the defaults of its kind and of its pods',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment(
          'web',
          {},
          {
            ports: [{ containerPort: 8080 }],
            readinessProbe: { httpGet: { port: 8080 } },
          },
        ),
        expect: {
          code: 201,
          body: {
            metadata: { generation: 1 },
            spec: {
              replicas: 1,
              revisionHistoryLimit: 10,
              progressDeadlineSeconds: 600,
              strategy: {
                type: 'RollingUpdate',
                rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
              },
              template: {
                spec: {
                  containers: [
                    {
                      imagePullPolicy: 'IfNotPresent',
                      terminationMessagePath: '/dev/termination-log',
                      terminationMessagePolicy: 'File',
                      resources: {},
                      ports: [{ containerPort: 8080, protocol: 'TCP' }],
                      readinessProbe: {
                        httpGet: { path: '/', port: 8080, scheme: 'HTTP' },
                        timeoutSeconds: 1,
                        periodSeconds: 10,
                        successThreshold: 1,
                        failureThreshold: 3,
                      },
                    },
                  ],
                  restartPolicy: 'Always',
                  terminationGracePeriodSeconds: 30,
                  dnsPolicy: 'ClusterFirst',
                  securityContext: {},
                  schedulerName: 'default-scheduler',
                },
              },
            },
          },
        },
      },
    ],
  },
  {
    rule: 'an image without a tag is always pulled',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}?dryRun=All`,
        body: deployment('web', {}, { image: 'registry.example:5000/web' }),
        expect: {
          code: 201,
          body: {
            spec: {
              template: {
                spec: { containers: [{ imagePullPolicy: 'Always' }] },
              },
            },
          },
        },
      },
    ],
  },
  {
    rule: 'a Service gets an address and target ports',
    steps: [
      {
        request: `POST ${SERVICES}`,
        body: { metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } },
        expect: {
          code: 201,
          body: {
            spec: {
              type: 'ClusterIP',
              clusterIP: '~^\\d+\\.\\d+\\.\\d+\\.\\d+$',
              clusterIPs: ['*'],
              sessionAffinity: 'None',
              ipFamilies: ['IPv4'],
              ipFamilyPolicy: 'SingleStack',
              internalTrafficPolicy: 'Cluster',
              ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
            },
            status: { loadBalancer: {} },
          },
        },
      },
    ],
  },
  {
    rule: 'a Service keeps its address when it is replaced without one',
    steps: [
      {
        request: `POST ${SERVICES}`,
        body: { metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } },
        expect: { code: 201, save: { address: 'spec.clusterIP' } },
      },
      {
        request: `PUT ${SERVICES}/web`,
        body: { metadata: { name: 'web' }, spec: { ports: [{ port: 81 }] } },
        expect: {
          code: 200,
          body: { spec: { clusterIP: '{address}', ports: [{ port: 81 }] } },
        },
      },
    ],
  },
  {
    rule: 'a NodePort Service gets a port between 30000 and 32767',
    steps: [
      {
        request: `POST ${SERVICES}?dryRun=All`,
        body: {
          metadata: { name: 'web' },
          spec: { type: 'NodePort', ports: [{ port: 80 }] },
        },
        expect: {
          code: 201,
          body: { spec: { externalTrafficPolicy: 'Cluster' } },
        },
      },
    ],
  },
  {
    rule: "a Secret's plain strings are stored encoded",
    steps: [
      {
        request: `POST ${SECRETS}`,
        body: { metadata: { name: 's' }, stringData: { password: 'hunter2' } },
        expect: {
          code: 201,
          body: { type: 'Opaque', data: { password: 'aHVudGVyMg==' } },
          absent: ['stringData'],
        },
      },
    ],
  },
  {
    rule: 'a namespace is active and labelled with its name',
    steps: [
      {
        request: 'GET /api/v1/namespaces/{ns}',
        expect: {
          code: 200,
          body: {
            metadata: { labels: { 'kubernetes.io/metadata.name': '{ns}' } },
            spec: { finalizers: ['kubernetes'] },
            status: { phase: 'Active' },
          },
        },
      },
      {
        request: 'GET /api/v1/namespaces/{ns}/serviceaccounts/default',
        eventually: true,
        expect: { code: 200 },
      },
    ],
  },
];
