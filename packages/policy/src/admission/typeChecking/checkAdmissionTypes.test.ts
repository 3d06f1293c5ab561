import { typesFromOpenApi } from '../../cel/types/typesFromOpenApi';
import { validatingAdmissionPolicySchema } from '../policy/validatingPolicy';
import { checkAdmissionTypes } from './checkAdmissionTypes';

const types = typesFromOpenApi({
  components: {
    schemas: {
      Deployment: {
        type: 'object',
        properties: {
          metadata: {
            type: 'object',
            properties: { name: { type: 'string' } },
          },
          spec: {
            type: 'object',
            properties: {
              replicas: { type: 'integer', format: 'int32' },
              paused: { type: 'boolean' },
            },
          },
        },
        'x-kubernetes-group-version-kind': [
          { group: 'apps', version: 'v1', kind: 'Deployment' },
        ],
      },
    },
  },
});

function warningsOf(
  validations: readonly object[],
  more: Readonly<Record<string, unknown>> = {},
) {
  return checkAdmissionTypes(
    validatingAdmissionPolicySchema.parse({
      metadata: { name: 'rule' },
      spec: {
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ['apps'],
              apiVersions: ['v1'],
              operations: ['*'],
              resources: ['deployments', 'deployments/scale'],
            },
          ],
        },
        validations,
        ...more,
      },
    }),
    { kubernetesVersion: '1.36', types },
  );
}

describe('checkAdmissionTypes', () => {
  it('has nothing to say of expressions that fit the schema', () => {
    expect(
      warningsOf([
        {
          expression: 'object.spec.replicas > 1 && !object.spec.paused',
          messageExpression: 'object.metadata.name',
        },
      ]),
    ).toEqual([]);
  });

  it('names the field, the kind and the place of what does not fit', () => {
    const warnings = warningsOf([
      { expression: "object.spec.replicas == 'many'" },
      { expression: 'true', messageExpression: 'object.spec.nothing' },
    ]);
    expect(warnings.map(({ fieldRef }) => fieldRef)).toEqual([
      'spec.validations[0].expression',
      'spec.validations[1].messageExpression',
    ]);
    expect(warnings[0].warning).toContain(
      'apps/v1, Kind=Deployment: ERROR: <input>:1:',
    );
    expect(warnings[0].warning).toContain("'_==_' applied to '(int, string)'");
    expect(warnings[1].warning).toContain("undefined field 'nothing'");
  });

  it('knows the types of variables', () => {
    const [warning] = warningsOf([{ expression: "variables.n == 'x'" }], {
      variables: [{ name: 'n', expression: 'object.spec.replicas + 1' }],
    });
    expect(warning.warning).toContain("'(int, string)'");
  });

  it('passes over wildcards', () => {
    expect(
      warningsOf([{ expression: 'object.spec.nothing == 1' }], {
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ['*'],
              apiVersions: ['v1'],
              operations: ['*'],
              resources: ['deployments'],
            },
          ],
        },
      }),
    ).toEqual([]);
  });
});
