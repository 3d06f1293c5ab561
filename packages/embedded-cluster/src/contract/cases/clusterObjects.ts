import { configMap, ContractCase } from '../ContractCase';

const CONFIG_MAPS = '/api/v1/namespaces/{ns}/configmaps';
const POLICIES = '/apis/networking.k8s.io/v1/namespaces/{ns}/networkpolicies';
const LEASES = '/apis/coordination.k8s.io/v1/namespaces/{ns}/leases';
const EVENTS = '/api/v1/namespaces/{ns}/events';
const PODS = '/api/v1/namespaces/{ns}/pods';
const SLICES = '/apis/discovery.k8s.io/v1/namespaces/{ns}/endpointslices';

export const CLUSTER_OBJECT_CASES: readonly ContractCase[] = [
  {
    rule: 'a network policy gets its types and protocols',
    steps: [
      {
        request: `POST ${POLICIES}`,
        body: {
          metadata: { name: 'isolate' },
          spec: {
            podSelector: {},
            ingress: [{ ports: [{ port: 80 }] }],
            egress: [],
          },
        },
        expect: {
          code: 201,
          body: {
            metadata: { generation: 1 },
            spec: {
              ingress: [{ ports: [{ port: 80, protocol: 'TCP' }] }],
            },
          },
        },
      },
    ],
  },
  {
    rule: 'a network policy with a port beyond 65535 is 422',
    steps: [
      {
        request: `POST ${POLICIES}`,
        body: {
          metadata: { name: 'isolate' },
          spec: { podSelector: {}, ingress: [{ ports: [{ port: 70_000 }] }] },
        },
        expect: { code: 422, body: { reason: 'Invalid' } },
      },
    ],
  },
  {
    rule: 'an ingress takes rules with paths, and paths need a type',
    steps: ['Prefix', undefined].map(pathType => ({
      request: 'POST /apis/networking.k8s.io/v1/namespaces/{ns}/ingresses',
      body: {
        metadata: { name: 'web' },
        spec: {
          rules: [
            {
              host: 'web.example',
              http: {
                paths: [
                  {
                    path: '/',
                    ...(pathType && { pathType }),
                    backend: { service: { name: 'web', port: { number: 80 } } },
                  },
                ],
              },
            },
          ],
        },
      },
      expect: { code: pathType ? 201 : 422 },
    })),
  },
  {
    rule: 'a lease is renewed by whoever saw its last version',
    steps: [
      {
        request: `POST ${LEASES}`,
        body: {
          metadata: { name: 'leader' },
          spec: {
            holderIdentity: 'ann',
            leaseDurationSeconds: 15,
            renewTime: '2026-01-01T00:00:00.123456Z',
          },
        },
        expect: {
          code: 201,
          body: { spec: { renewTime: '2026-01-01T00:00:00.123456Z' } },
          save: { version: 'metadata.resourceVersion' },
        },
      },
      ...[200, 409].map(code => ({
        request: `PUT ${LEASES}/leader`,
        body: {
          metadata: { name: 'leader', resourceVersion: '{version}' },
          spec: { holderIdentity: `bob-${code}` },
        },
        expect: { code },
      })),
    ],
  },
  {
    rule: 'an event can be selected by what it is about',
    steps: [
      {
        request: `POST ${EVENTS}`,
        body: {
          metadata: { name: 'one' },
          involvedObject: { kind: 'Pod', name: 'web', namespace: '{ns}' },
          reason: 'Tested',
          type: 'Normal',
          message: 'it was tested',
        },
        expect: { code: 201 },
      },
      {
        request: `GET ${EVENTS}?fieldSelector=involvedObject.name=web,reason=Tested`,
        expect: { code: 200, body: { items: [{ message: 'it was tested' }] } },
      },
      {
        request: `GET ${EVENTS}?fieldSelector=involvedObject.name=other`,
        expect: { code: 200, body: { items: [] } },
      },
    ],
  },
  {
    rule: 'an event about an object of another namespace is 422',
    steps: [
      {
        request: `POST ${EVENTS}`,
        body: {
          metadata: { name: 'one' },
          involvedObject: { kind: 'Pod', name: 'web', namespace: 'default' },
          reason: 'Tested',
        },
        expect: { code: 422, body: { reason: 'Invalid' } },
      },
    ],
  },
  {
    rule: "a Service's slice names ready addresses and ports, and its owner",
    steps: [
      {
        request: 'POST /api/v1/namespaces/{ns}/services',
        body: {
          metadata: { name: 'web' },
          spec: {
            selector: { app: 'web' },
            ports: [{ port: 80, targetPort: 8080 }],
          },
        },
        expect: { code: 201 },
      },
      {
        request: `POST ${PODS}`,
        body: {
          metadata: { name: 'web', labels: { app: 'web' } },
          spec: { containers: [{ name: 'main', image: 'x:1' }] },
        },
        expect: { code: 201 },
      },
      {
        request: `GET ${SLICES}?labelSelector=kubernetes.io/service-name=web`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            items: [
              {
                metadata: {
                  ownerReferences: [{ kind: 'Service', name: 'web' }],
                },
                addressType: 'IPv4',
                ports: [{ port: 8080, protocol: 'TCP' }],
                endpoints: [
                  {
                    addresses: ['~^\\d+\\.\\d+\\.\\d+\\.\\d+$'],
                    conditions: { ready: true },
                    targetRef: { kind: 'Pod', name: 'web' },
                  },
                ],
              },
            ],
          },
        },
      },
    ],
  },
  {
    rule: 'warnings about unknown fields are the default',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}?fieldValidation=Warn`,
        body: { ...configMap('one'), unknown: 1 },
        expect: { code: 201, absent: ['unknown'] },
      },
      {
        request: `POST ${CONFIG_MAPS}?fieldValidation=Sometimes`,
        body: configMap('two'),
        expect: { code: 422 },
      },
    ],
  },
  {
    rule: 'an eviction that a budget allows deletes the pod',
    steps: [
      {
        request: `POST ${PODS}`,
        body: {
          metadata: { name: 'web' },
          spec: {
            terminationGracePeriodSeconds: 1,
            containers: [{ name: 'main', image: 'x:1' }],
          },
        },
        expect: { code: 201 },
      },
      {
        request: `POST ${PODS}/web/eviction`,
        body: {
          apiVersion: 'policy/v1',
          kind: 'Eviction',
          metadata: { name: 'web', namespace: '{ns}' },
        },
        expect: { code: 201, body: { status: 'Success' } },
      },
      { request: `GET ${PODS}/web`, eventually: true, expect: { code: 404 } },
    ],
  },
  {
    rule: "an immutable ConfigMap's data stay",
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: { ...configMap('one'), immutable: true },
        expect: { code: 201 },
      },
      {
        request: `PATCH ${CONFIG_MAPS}/one`,
        contentType: 'application/merge-patch+json',
        body: { data: { key: 'other' } },
        expect: { code: 422, body: { reason: 'Invalid' } },
      },
    ],
  },
  {
    rule: 'quantities are stored in their canonical form',
    steps: [
      {
        request: `POST ${PODS}`,
        body: {
          metadata: { name: 'web' },
          spec: {
            containers: [
              {
                name: 'main',
                image: 'x:1',
                resources: { requests: { cpu: '1000m', memory: '1024Mi' } },
              },
            ],
          },
        },
        expect: {
          code: 201,
          body: {
            spec: {
              containers: [
                { resources: { requests: { cpu: '1', memory: '1Gi' } } },
              ],
            },
          },
        },
      },
    ],
  },
];
