import { ContractCase } from '../ContractCase';

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

export const DISCOVERY_CASES: readonly ContractCase[] = [
  {
    rule: 'the version is 1.36',
    steps: [
      {
        request: 'GET /version',
        expect: {
          code: 200,
          body: { major: '1', minor: '36', gitVersion: '~^v1\\.36' },
        },
      },
    ],
  },
  {
    rule: 'health needs no object',
    steps: ['healthz', 'livez', 'readyz'].map(path => ({
      request: `GET /${path}`,
      accept: '*/*',
      expect: { code: 200, body: 'ok' },
    })),
  },
  {
    rule: 'legacy discovery lists the core resources with their short names',
    steps: [
      {
        request: 'GET /api',
        expect: { code: 200, body: { kind: 'APIVersions', versions: ['v1'] } },
      },
      {
        request: 'GET /api/v1',
        expect: {
          code: 200,
          body: {
            kind: 'APIResourceList',
            groupVersion: 'v1',
            resources: {
              $has: [
                {
                  name: 'pods',
                  singularName: 'pod',
                  namespaced: true,
                  kind: 'Pod',
                  shortNames: ['po'],
                  verbs: { $has: ['watch', 'deletecollection'] },
                },
                { name: 'pods/log', namespaced: true },
                { name: 'namespaces', namespaced: false, shortNames: ['ns'] },
              ],
            },
          },
        },
      },
    ],
  },
  {
    rule: 'legacy discovery lists the groups and their scale subresources',
    steps: [
      {
        request: 'GET /apis',
        expect: {
          code: 200,
          body: {
            kind: 'APIGroupList',
            groups: {
              $has: [
                { name: 'apps', preferredVersion: { groupVersion: 'apps/v1' } },
              ],
            },
          },
        },
      },
      {
        request: 'GET /apis/apps',
        expect: { code: 200, body: { kind: 'APIGroup', name: 'apps' } },
      },
      {
        request: 'GET /apis/apps/v1',
        expect: {
          code: 200,
          body: {
            resources: {
              $has: [
                {
                  name: 'deployments/scale',
                  group: 'autoscaling',
                  version: 'v1',
                  kind: 'Scale',
                },
              ],
            },
          },
        },
      },
    ],
  },
  {
    rule: 'aggregated discovery answers in one request',
    steps: [
      {
        request: 'GET /apis',
        accept: `${AGGREGATED},application/json`,
        expect: {
          code: 200,
          body: {
            kind: 'APIGroupDiscoveryList',
            apiVersion: 'apidiscovery.k8s.io/v2',
            items: {
              $has: [
                {
                  metadata: { name: 'apps' },
                  versions: {
                    $has: [
                      {
                        version: 'v1',
                        resources: {
                          $has: [
                            {
                              resource: 'deployments',
                              scope: 'Namespaced',
                              responseKind: { kind: 'Deployment' },
                              subresources: {
                                $has: [{ subresource: 'status' }],
                              },
                            },
                          ],
                        },
                      },
                    ],
                  },
                },
              ],
            },
          },
        },
      },
    ],
  },
  {
    rule: 'OpenAPI v3 is served by group version and tells what PATCH takes',
    steps: [
      {
        request: 'GET /openapi/v3',
        expect: {
          code: 200,
          body: {
            paths: {
              'apis/apps/v1': {
                serverRelativeURL: '~^/openapi/v3/apis/apps/v1',
              },
            },
          },
        },
      },
      {
        request: 'GET /openapi/v3/apis/apps/v1',
        expect: {
          code: 200,
          body: {
            openapi: '3.0.0',
            paths: {
              '/apis/apps/v1/namespaces/{namespace}/deployments/{name}': {
                patch: {
                  parameters: {
                    $has: [{ name: 'dryRun' }, { name: 'fieldValidation' }],
                  },
                  requestBody: {
                    content: {
                      'application/strategic-merge-patch+json': '*',
                      'application/apply-patch+yaml': '*',
                    },
                  },
                  'x-kubernetes-group-version-kind': {
                    group: 'apps',
                    version: 'v1',
                    kind: 'Deployment',
                  },
                },
              },
            },
            components: {
              schemas: {
                'io.k8s.api.apps.v1.Deployment': {
                  'x-kubernetes-group-version-kind': [{ kind: 'Deployment' }],
                },
              },
            },
          },
        },
      },
    ],
  },
  {
    rule: 'an unknown path is a Status with code 404',
    steps: [
      { request: 'GET /apis/nothing.example/v1/things', expect: { code: 404 } },
    ],
  },
  {
    rule: 'the caller may ask what it may do',
    steps: [
      {
        request: 'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        body: {
          kind: 'SelfSubjectAccessReview',
          apiVersion: 'authorization.k8s.io/v1',
          spec: {
            resourceAttributes: {
              verb: 'create',
              resource: 'pods',
              namespace: '{ns}',
            },
          },
        },
        expect: {
          code: 201,
          body: {
            status: { allowed: true },
            spec: { resourceAttributes: { verb: 'create' } },
          },
        },
      },
    ],
  },
];
