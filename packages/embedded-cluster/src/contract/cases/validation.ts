import { configMap, ContractCase, deployment } from '../ContractCase';

const CONFIG_MAPS = '/api/v1/namespaces/{ns}/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/{ns}/deployments';
const SERVICES = '/api/v1/namespaces/{ns}/services';

export const VALIDATION_CASES: readonly ContractCase[] = [
  {
    rule: 'a name that is no DNS subdomain is 422 Invalid',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('Not_A_Name'),
        expect: {
          code: 422,
          body: {
            reason: 'Invalid',
            message:
              '~^ConfigMap "Not_A_Name" is invalid: metadata.name: Invalid value: "Not_A_Name": a lowercase RFC 1123 subdomain',
            details: {
              causes: [{ reason: 'FieldValueInvalid', field: 'metadata.name' }],
            },
          },
        },
      },
    ],
  },
  {
    rule: 'a Service name must be a DNS label, which may start with a digit',
    steps: [
      {
        request: `POST ${SERVICES}?dryRun=All`,
        body: { metadata: { name: '1web' }, spec: { ports: [{ port: 80 }] } },
        expect: { code: 201 },
      },
      {
        request: `POST ${SERVICES}`,
        body: { metadata: { name: 'we.b' }, spec: { ports: [{ port: 80 }] } },
        expect: {
          code: 422,
          body: { details: { causes: { $has: [{ field: 'metadata.name' }] } } },
        },
      },
    ],
  },
  {
    rule: 'an object without a name is 422',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: { metadata: {} },
        expect: {
          code: 422,
          body: {
            message:
              '~metadata.name: Required value: name or generateName is required',
          },
        },
      },
    ],
  },
  {
    rule: 'a label value with a space is 422',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a', {}, { labels: { app: 'two words' } }),
        expect: {
          code: 422,
          body: {
            details: {
              causes: [
                { field: 'metadata.labels', reason: 'FieldValueInvalid' },
              ],
            },
          },
        },
      },
    ],
  },
  {
    rule: 'an unknown field is refused when validation is strict',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}?fieldValidation=Strict`,
        body: deployment('web', { replica: 3 }),
        expect: {
          code: 400,
          body: {
            reason: 'BadRequest',
            message: '~strict decoding error: unknown field "spec.replica"',
          },
        },
      },
    ],
  },
  {
    rule: 'an unknown field is dropped when validation is off',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}?fieldValidation=Ignore`,
        body: deployment('web', { replica: 3 }),
        expect: { code: 201, absent: ['spec.replica'] },
      },
    ],
  },
  {
    rule: 'a value of a wrong type is 400',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', { replicas: 'three' }),
        expect: {
          code: 400,
          body: { reason: 'BadRequest', message: '~cannot unmarshal string' },
        },
      },
    ],
  },
  {
    rule: 'a body of another kind is 400',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: configMap('a'),
        expect: { code: 400, body: { reason: 'BadRequest' } },
      },
    ],
  },
  {
    rule: 'a body that is not JSON is 400',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: 'nonsense',
        expect: { code: 400, body: { kind: 'Status' } },
      },
    ],
  },
  {
    rule: 'a selector that does not match the template is 422',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', {
          selector: { matchLabels: { app: 'other' } },
        }),
        expect: {
          code: 422,
          body: {
            message: '~`selector` does not match template `labels`',
            details: {
              group: 'apps',
              kind: 'Deployment',
              causes: { $has: [{ field: 'spec.template.metadata.labels' }] },
            },
          },
        },
      },
    ],
  },
  {
    rule: "a Deployment's selector is immutable",
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', { replicas: 0 }),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web`,
        contentType: 'application/merge-patch+json',
        body: {
          spec: {
            selector: { matchLabels: { app: 'web', more: 'x' } },
            template: { metadata: { labels: { more: 'x' } } },
          },
        },
        expect: {
          code: 422,
          body: {
            message: '~field is immutable',
            details: { causes: [{ field: 'spec.selector' }] },
          },
        },
      },
    ],
  },
  {
    rule: 'containers are required, and so are their images',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', {}, { image: '' }),
        expect: {
          code: 422,
          body: {
            details: {
              causes: {
                $has: [
                  {
                    field: 'spec.template.spec.containers[0].image',
                    reason: 'FieldValueRequired',
                  },
                ],
              },
            },
          },
        },
      },
      {
        request: `POST /api/v1/namespaces/{ns}/pods`,
        body: { metadata: { name: 'p' }, spec: { containers: [] } },
        expect: {
          code: 422,
          body: {
            details: {
              causes: {
                $has: [
                  { field: 'spec.containers', reason: 'FieldValueRequired' },
                ],
              },
            },
          },
        },
      },
    ],
  },
  {
    rule: 'two containers of one name are 422',
    steps: [
      {
        request: 'POST /api/v1/namespaces/{ns}/pods?dryRun=All',
        body: {
          metadata: { name: 'p' },
          spec: {
            containers: [
              { name: 'a', image: 'x:1' },
              { name: 'a', image: 'x:2' },
            ],
          },
        },
        expect: {
          code: 422,
          body: {
            details: {
              causes: {
                $has: [
                  {
                    field: 'spec.containers[1].name',
                    reason: 'FieldValueDuplicate',
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
    rule: 'negative replicas are 422',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', { replicas: -1 }),
        expect: {
          code: 422,
          body: {
            details: {
              causes: {
                $has: [{ field: 'spec.replicas', reason: 'FieldValueInvalid' }],
              },
            },
          },
        },
      },
    ],
  },
  {
    rule: 'a port beyond 65535 is 422',
    steps: [
      {
        request: `POST ${SERVICES}`,
        body: { metadata: { name: 'web' }, spec: { ports: [{ port: 70000 }] } },
        expect: {
          code: 422,
          body: {
            details: { causes: { $has: [{ field: 'spec.ports[0].port' }] } },
          },
        },
      },
    ],
  },
  {
    rule: 'an unknown dryRun directive is refused',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}?dryRun=Some`,
        body: configMap('a'),
        expect: { code: 422, body: { reason: 'Invalid' } },
      },
    ],
  },
];
