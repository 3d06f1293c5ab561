import { JsonObject } from '../../model/KubernetesObject';
import { configMap, ContractCase, RequestStep } from '../ContractCase';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const CONFIG_MAPS = '/api/v1/namespaces/{ns}/configmaps';
const REVIEWS = '/apis/authorization.k8s.io/v1';
const ANN = 'ann-{ns}';

const createRole = (rules: JsonObject[]): RequestStep => ({
  request: `POST ${RBAC}/namespaces/{ns}/roles`,
  body: { metadata: { name: 'some' }, rules },
  expect: { code: 201 },
});

const bind = (
  subject: JsonObject = { kind: 'User', name: ANN },
  roleRef: JsonObject = { kind: 'Role', name: 'some' },
): RequestStep => ({
  request: `POST ${RBAC}/namespaces/{ns}/rolebindings`,
  body: {
    metadata: { name: 'some' },
    subjects: [subject],
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', ...roleRef },
  },
  expect: { code: 201 },
});

const readConfigMaps = {
  apiGroups: [''],
  resources: ['configmaps'],
  verbs: ['get', 'list'],
};

/** A new grant may take a moment to act. */
const as = (user: string, step: RequestStep): RequestStep => ({
  ...step,
  as: user,
  eventually: true,
});

export const ACCESS_CASES: readonly ContractCase[] = [
  {
    rule: 'whoever was granted nothing is refused with who, what and where',
    steps: [
      as(ANN, {
        request: `GET ${CONFIG_MAPS}`,
        expect: {
          code: 403,
          body: {
            kind: 'Status',
            reason: 'Forbidden',
            message:
              'configmaps is forbidden: User "ann-{ns}" cannot list resource "configmaps" in API group "" in the namespace "{ns}"',
            details: { kind: 'configmaps' },
          },
        },
      }),
      as(ANN, {
        request: `GET ${CONFIG_MAPS}/one`,
        expect: {
          code: 403,
          body: {
            message:
              'configmaps "one" is forbidden: User "ann-{ns}" cannot get resource "configmaps" in API group "" in the namespace "{ns}"',
          },
        },
      }),
      as(ANN, {
        request: 'GET /api/v1/nodes',
        expect: {
          code: 403,
          body: { message: '~"nodes" in API group "" at the cluster scope$' },
        },
      }),
    ],
  },
  {
    rule: 'a role grants its verbs on its resources, and no more',
    steps: [
      createRole([readConfigMaps]),
      bind(),
      as(ANN, { request: `GET ${CONFIG_MAPS}`, expect: { code: 200 } }),
      as(ANN, {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('new'),
        expect: { code: 403 },
      }),
      as(ANN, {
        request: 'GET /api/v1/namespaces/{ns}/secrets',
        expect: { code: 403 },
      }),
      as(ANN, { request: 'GET /api/v1/configmaps', expect: { code: 403 } }),
    ],
  },
  {
    rule: 'a role can name the objects it is about',
    steps: [
      createRole([{ ...readConfigMaps, resourceNames: ['kube-root-ca.crt'] }]),
      bind(),
      as(ANN, {
        request: `GET ${CONFIG_MAPS}/kube-root-ca.crt`,
        expect: { code: 200 },
      }),
      as(ANN, { request: `GET ${CONFIG_MAPS}/other`, expect: { code: 403 } }),
    ],
  },
  {
    rule: 'a subresource is granted by its own name',
    steps: [
      createRole([
        {
          apiGroups: ['apps'],
          resources: ['deployments/scale'],
          verbs: ['patch', 'get'],
        },
      ]),
      bind(),
      as(ANN, {
        request: 'GET /apis/apps/v1/namespaces/{ns}/deployments/web/scale',
        expect: { code: 404 },
      }),
      as(ANN, {
        request: 'GET /apis/apps/v1/namespaces/{ns}/deployments/web',
        expect: { code: 403 },
      }),
    ],
  },
  {
    rule: 'a role of the cluster can be bound in one namespace',
    leftovers: [`${RBAC}/clusterroles/{ns}`],
    steps: [
      {
        request: `POST ${RBAC}/clusterroles`,
        body: { metadata: { name: '{ns}' }, rules: [readConfigMaps] },
        expect: { code: 201 },
      },
      bind(undefined, { kind: 'ClusterRole', name: '{ns}' }),
      as(ANN, { request: `GET ${CONFIG_MAPS}`, expect: { code: 200 } }),
      as(ANN, { request: 'GET /api/v1/configmaps', expect: { code: 403 } }),
    ],
  },
  {
    rule: 'a role bound in the cluster acts in every namespace',
    leftovers: [
      `${RBAC}/clusterroles/{ns}`,
      `${RBAC}/clusterrolebindings/{ns}`,
    ],
    steps: [
      {
        request: `POST ${RBAC}/clusterroles`,
        body: { metadata: { name: '{ns}' }, rules: [readConfigMaps] },
        expect: { code: 201 },
      },
      {
        request: `POST ${RBAC}/clusterrolebindings`,
        body: {
          metadata: { name: '{ns}' },
          subjects: [{ kind: 'User', name: ANN }],
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'ClusterRole',
            name: '{ns}',
          },
        },
        expect: { code: 201 },
      },
      as(ANN, { request: 'GET /api/v1/configmaps', expect: { code: 200 } }),
    ],
  },
  {
    rule: 'a service account is granted rights by its name, and has its groups',
    steps: [
      createRole([readConfigMaps]),
      bind({ kind: 'ServiceAccount', name: 'robot', namespace: '{ns}' }),
      as('system:serviceaccount:{ns}:robot', {
        request: `GET ${CONFIG_MAPS}`,
        expect: { code: 200 },
      }),
      as('system:serviceaccount:{ns}:other', {
        request: `GET ${CONFIG_MAPS}`,
        expect: { code: 403 },
      }),
    ],
  },
  {
    rule: 'everyone who signed in may ask what the server is and what they may do',
    steps: [
      { request: 'GET /version', as: ANN, expect: { code: 200 } },
      { request: 'GET /apis', as: ANN, expect: { code: 200 } },
      {
        request: `POST ${REVIEWS}/selfsubjectaccessreviews`,
        as: ANN,
        body: {
          spec: {
            resourceAttributes: {
              verb: 'list',
              resource: 'configmaps',
              namespace: '{ns}',
            },
          },
        },
        expect: { code: 201, body: { status: { allowed: false } } },
      },
    ],
  },
  {
    rule: 'a review tells what another user may do',
    steps: [
      createRole([readConfigMaps]),
      bind(),
      {
        request: `POST ${REVIEWS}/subjectaccessreviews`,
        eventually: true,
        body: {
          spec: {
            user: ANN,
            resourceAttributes: {
              verb: 'list',
              resource: 'configmaps',
              namespace: '{ns}',
            },
          },
        },
        expect: {
          code: 201,
          body: { status: { allowed: true, reason: '~RBAC: allowed by' } },
        },
      },
    ],
  },
  {
    rule: 'a rules review lists what the caller may do in a namespace',
    steps: [
      createRole([readConfigMaps]),
      bind(),
      {
        request: `POST ${REVIEWS}/selfsubjectrulesreviews`,
        as: ANN,
        eventually: true,
        body: { spec: { namespace: '{ns}' } },
        expect: {
          code: 201,
          body: { status: { resourceRules: { $has: [readConfigMaps] } } },
        },
      },
    ],
  },
  {
    rule: "a binding's role cannot be changed",
    steps: [
      bind(),
      {
        request: `PATCH ${RBAC}/namespaces/{ns}/rolebindings/some`,
        contentType: 'application/merge-patch+json',
        body: { roleRef: { name: 'other' } },
        expect: { code: 422, body: { reason: 'Invalid' } },
      },
    ],
  },
  {
    rule: 'nobody grants more than they have',
    steps: [
      createRole([
        {
          apiGroups: ['rbac.authorization.k8s.io'],
          resources: ['roles', 'rolebindings'],
          verbs: ['get', 'create'],
        },
      ]),
      bind(),
      as(ANN, {
        request: `POST ${RBAC}/namespaces/{ns}/roles`,
        body: {
          metadata: { name: 'more' },
          rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }],
        },
        expect: {
          code: 403,
          body: {
            message:
              '~is attempting to grant RBAC permissions not currently held',
          },
        },
      }),
    ],
  },
  {
    rule: 'a service account is given a token on request',
    steps: [
      {
        request: 'POST /api/v1/namespaces/{ns}/serviceaccounts/default/token',
        body: { spec: { expirationSeconds: 600 } },
        eventually: true,
        expect: {
          code: 201,
          body: {
            kind: 'TokenRequest',
            status: { token: '*', expirationTimestamp: '*' },
          },
        },
      },
    ],
  },
];
