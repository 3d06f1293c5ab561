import { JsonObject } from '../../model/KubernetesObject';
import { configMap, ContractCase, RequestStep } from '../ContractCase';

const ADMISSION = '/apis/admissionregistration.k8s.io/v1';
const CONFIG_MAPS = '/api/v1/namespaces/{ns}/configmaps';
const MERGE = 'application/merge-patch+json';

const policy = (spec: JsonObject): RequestStep[] => [
  {
    request: `POST ${ADMISSION}/validatingadmissionpolicies`,
    body: {
      metadata: { name: '{ns}' },
      spec: {
        matchConstraints: {
          namespaceSelector: {
            matchLabels: { 'kubernetes.io/metadata.name': '{ns}' },
          },
          resourceRules: [
            {
              apiGroups: [''],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE', 'DELETE'],
              resources: ['configmaps'],
            },
          ],
        },
        ...spec,
      },
    },
    expect: { code: 201, body: { spec: { failurePolicy: 'Fail' } } },
  },
];

const bindPolicy = (actions: string[]): RequestStep => ({
  request: `POST ${ADMISSION}/validatingadmissionpolicybindings`,
  body: {
    metadata: { name: '{ns}' },
    spec: { policyName: '{ns}', validationActions: actions },
  },
  expect: { code: 201 },
});

const policyLeftovers = [
  `${ADMISSION}/validatingadmissionpolicybindings/{ns}`,
  `${ADMISSION}/validatingadmissionpolicies/{ns}`,
];

export const ADMISSION_POLICY_CASES: readonly ContractCase[] = [
  {
    rule: 'an admission policy that is bound refuses what it does not allow',
    leftovers: policyLeftovers,
    steps: [
      ...policy({
        validations: [
          {
            expression: "object == null || 'owner' in object.data",
            message: 'say who owns it',
          },
        ],
      }),
      bindPolicy(['Deny']),
      {
        request: `POST ${CONFIG_MAPS}?dryRun=All`,
        body: configMap('one'),
        eventually: true,
        expect: {
          code: 422,
          body: {
            reason: 'Invalid',
            message:
              "configmaps \"one\" is forbidden: ValidatingAdmissionPolicy '{ns}' with binding '{ns}' denied request: say who owns it",
          },
        },
      },
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('one', { owner: 'ann' }),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${CONFIG_MAPS}/one`,
        contentType: MERGE,
        body: { data: { owner: null } },
        expect: { code: 422 },
      },
    ],
  },
  {
    rule: 'an admission policy can guard deletions by what was there',
    leftovers: policyLeftovers,
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('one', { keep: 'yes' }),
        expect: { code: 201 },
      },
      ...policy({
        validations: [
          {
            expression:
              "request.operation != 'DELETE' || !has(oldObject.data) || !('keep' in oldObject.data)",
            reason: 'Forbidden',
          },
        ],
      }),
      bindPolicy(['Deny']),
      {
        request: `DELETE ${CONFIG_MAPS}/one?dryRun=All`,
        eventually: true,
        expect: { code: 403, body: { reason: 'Forbidden' } },
      },
      {
        request: `PATCH ${CONFIG_MAPS}/one`,
        contentType: MERGE,
        body: { data: { keep: null } },
        expect: { code: 200 },
      },
      { request: `DELETE ${CONFIG_MAPS}/one`, expect: { code: 200 } },
    ],
  },
  {
    rule: 'an admission policy without a binding does nothing',
    leftovers: policyLeftovers,
    steps: [
      ...policy({ validations: [{ expression: 'false' }] }),
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('one'),
        expect: { code: 201 },
      },
    ],
  },
  {
    rule: 'an admission policy whose expression is faulty is refused',
    leftovers: policyLeftovers,
    steps: [
      {
        ...policy({ validations: [{ expression: 'object.(' }] })[0],
        expect: { code: 422, body: { reason: 'Invalid' } },
      },
    ],
  },
];
