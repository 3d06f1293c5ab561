import { compileAdmissionPolicy } from '../compile/compileAdmissionPolicy';
import { validatingAdmissionPolicyBindingSchema } from '../policy/policyBinding';
import { validatingAdmissionPolicySchema } from '../policy/validatingPolicy';
import { admissionAttributes } from '../request/admissionAttributes';
import { admissionRequestSchema } from '../request/admissionRequest';
import { Namespaces } from '../request/namespaces';
import type { AdmissionInput } from './admissionInput';
import { evaluateAdmission } from './evaluateAdmission';

const everything = {
  resourceRules: [
    {
      apiGroups: ['*'],
      apiVersions: ['*'],
      operations: ['*'],
      resources: ['*'],
    },
  ],
};

function compiled(spec: Readonly<Record<string, unknown>>) {
  return compileAdmissionPolicy(
    validatingAdmissionPolicySchema.parse({
      metadata: { name: 'rule' },
      spec: { matchConstraints: everything, ...spec },
    }),
    { kubernetesVersion: '1.36' },
  );
}

const binding = validatingAdmissionPolicyBindingSchema.parse({
  metadata: { name: 'binding' },
  spec: { policyName: 'rule', validationActions: ['Deny'] },
});

function inputWith(
  request: Readonly<Record<string, unknown>>,
  more: Partial<AdmissionInput> = {},
): AdmissionInput {
  return {
    attributes: admissionAttributes(admissionRequestSchema.parse(request)),
    namespaces: new Namespaces([{ metadata: { name: 'shop' } }]),
    paramsOf: () => undefined,
    authorize: () => ({ allowed: false, reason: '' }),
    ...more,
  };
}

const order = {
  apiVersion: 'example.com/v1',
  kind: 'Order',
  metadata: { name: 'one', namespace: 'shop' },
  spec: { items: Array.from({ length: 40 }, (_, index) => index) },
};

/** About 700,000 units on an order: below the limit of one expression. */
const costly =
  'object.spec.items.all(a, object.spec.items.all(b, object.spec.items.all(c, a + b + c >= 0)))';

describe('evaluateAdmission', () => {
  it('stops all validations that together take more than their budget', () => {
    const many = Array.from({ length: 20 }, () => ({ expression: costly }));
    const verdict = evaluateAdmission(
      compiled({ validations: many }),
      [binding],
      inputWith({ object: order }),
    );
    expect(verdict).toMatchObject({
      allowed: false,
      code: 422,
      message:
        "orders.example.com \"one\" is forbidden: ValidatingAdmissionPolicy 'rule' with binding 'binding' denied request: validation failed due to running out of cost budget, no further validation rules will be run",
    });
    expect(verdict.evaluations[0].decisions).toHaveLength(1);
  });

  it('evaluates a variable once for all validations that read it', () => {
    const validations = Array.from({ length: 20 }, () => ({
      expression: 'variables.costly',
    }));
    const { allowed } = evaluateAdmission(
      compiled({
        variables: [{ name: 'costly', expression: costly }],
        validations,
      }),
      [binding],
      inputWith({ object: order }),
    );
    expect(allowed).toBe(true);
  });

  it('never evaluates a variable that nothing reads', () => {
    const { allowed } = evaluateAdmission(
      compiled({
        variables: [{ name: 'broken', expression: 'object.spec.missing' }],
        validations: [{ expression: 'true || variables.broken == 1' }],
      }),
      [binding],
      inputWith({ object: order }),
    );
    expect(allowed).toBe(true);
  });

  it('lets no policy speak about policies', () => {
    const { allowed } = evaluateAdmission(
      compiled({ validations: [{ expression: 'false' }] }),
      [binding],
      inputWith({
        object: {
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'ValidatingAdmissionPolicy',
          metadata: { name: 'locks-everyone-out' },
        },
      }),
    );
    expect(allowed).toBe(true);
  });

  it('refuses a request for a namespace that is not there, even if failures are ignored', () => {
    expect(
      evaluateAdmission(
        compiled({
          failurePolicy: 'Ignore',
          validations: [{ expression: 'true' }],
        }),
        [binding],
        inputWith({
          object: { ...order, metadata: { name: 'one', namespace: 'gone' } },
        }),
      ),
    ).toMatchObject({
      allowed: false,
      code: 404,
      reason: 'NotFound',
      message: 'namespaces "gone" not found',
    });
  });

  it('reads an object in the version that the policy names', () => {
    const rule = {
      apiGroups: ['example.com'],
      apiVersions: ['v2'],
      operations: ['*'],
      resources: ['orders'],
    };
    const equivalents = [
      {
        resource: { group: 'example.com', version: 'v2', resource: 'orders' },
        kind: { group: 'example.com', version: 'v2', kind: 'Order' },
        convert: () => ({
          apiVersion: 'example.com/v2',
          kind: 'Order',
          positions: 60,
        }),
      },
    ];
    const verdictFor = (matchPolicy: string) =>
      evaluateAdmission(
        compiled({
          matchConstraints: { resourceRules: [rule], matchPolicy },
          validations: [
            {
              expression: 'object.positions < 9',
              messageExpression:
                "request.kind.version + ' for ' + request.requestKind.version",
            },
          ],
        }),
        [binding],
        inputWith({ object: order }, { equivalents }),
      );
    expect(verdictFor('Exact').allowed).toBe(true);
    expect(verdictFor('Equivalent')).toMatchObject({
      allowed: false,
      message: expect.stringContaining('denied request: v2 for v1'),
    });
  });

  it('says with the field what does not compile, and fails with it', () => {
    const policy = compiled({
      validations: [{ expression: 'object.spec.items' }],
    });
    expect(policy.issues).toEqual([
      {
        path: 'spec.validations[0].expression',
        message: 'must evaluate to bool but got dyn',
      },
    ]);
    expect(
      evaluateAdmission(policy, [binding], inputWith({ object: order })),
    ).toMatchObject({
      message: expect.stringContaining(
        'compilation error: must evaluate to bool but got dyn',
      ),
    });
  });

  it('lets a policy use no more than its Kubernetes version has', () => {
    const policy = validatingAdmissionPolicySchema.parse({
      metadata: { name: 'rule' },
      spec: {
        matchConstraints: everything,
        validations: [{ expression: "isSemver('1.0.0')" }],
      },
    });
    const issuesIn = (kubernetesVersion: string) =>
      compileAdmissionPolicy(policy, { kubernetesVersion }).issues;
    expect(issuesIn('1.30')).toHaveLength(1);
    expect(issuesIn('v1.36.3')).toEqual([]);
  });
});
