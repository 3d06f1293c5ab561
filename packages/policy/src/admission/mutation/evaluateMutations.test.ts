import { mutatingAdmissionPolicyBindingSchema } from '../policy/policyBinding';
import { mutatingAdmissionPolicySchema } from '../policy/mutatingPolicy';
import { admissionAttributes } from '../request/admissionAttributes';
import { admissionRequestSchema } from '../request/admissionRequest';
import { Namespaces } from '../request/namespaces';
import type { BoundMutatingPolicy } from './collectInvocations';
import { compileMutatingPolicy } from './compileMutatingPolicy';
import { evaluateMutations } from './evaluateMutations';

function policy(
  name: string,
  expression: string,
  reinvocationPolicy = 'Never',
): BoundMutatingPolicy {
  return {
    compiled: compileMutatingPolicy(
      mutatingAdmissionPolicySchema.parse({
        metadata: { name },
        spec: {
          matchConstraints: {
            resourceRules: [
              {
                apiGroups: ['*'],
                apiVersions: ['*'],
                operations: ['*'],
                resources: ['*'],
              },
            ],
          },
          reinvocationPolicy,
          mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression } }],
        },
      }),
      { kubernetesVersion: '1.36' },
    ),
    bindings: [
      mutatingAdmissionPolicyBindingSchema.parse({
        metadata: { name },
        spec: { policyName: name },
      }),
    ],
  };
}

const append = (letter: string) =>
  `[JSONPatch{op: 'replace', path: '/data/trace', value: object.data.trace + '${letter}'}]`;

function traceAfter(
  policies: readonly BoundMutatingPolicy[],
  request: Readonly<Record<string, unknown>> = {},
): unknown {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'shop' },
    data: { trace: '' },
  };
  const verdict = evaluateMutations(policies, {
    attributes: admissionAttributes(
      admissionRequestSchema.parse({ object, ...request }),
    ),
    namespaces: new Namespaces([{ metadata: { name: 'shop' } }]),
    paramsOf: () => undefined,
    authorize: () => ({ allowed: false, reason: '' }),
  });
  return verdict.allowed ? verdict.object?.data : verdict;
}

describe('evaluateMutations', () => {
  it('lets each policy see what the one before it left', () => {
    expect(
      traceAfter([policy('a', append('a')), policy('b', append('b'))]),
    ).toEqual({ trace: 'ab' });
  });

  it('runs those once more that ask for it, after all have run', () => {
    expect(
      traceAfter([
        policy('a', append('a'), 'IfNeeded'),
        policy('b', append('b')),
        policy('c', append('c'), 'IfNeeded'),
      ]),
    ).toEqual({ trace: 'abcac' });
  });

  it('changes nothing with a patch whose test fails', () => {
    expect(
      traceAfter([
        policy(
          'a',
          "[JSONPatch{op: 'replace', path: '/data/trace', value: 'x'}, JSONPatch{op: 'test', path: '/data/trace', value: 'y'}]",
        ),
      ]),
    ).toEqual({ trace: '' });
  });

  it('refuses what no server could store', () => {
    expect(
      traceAfter([
        policy('a', "[JSONPatch{op: 'add', path: '/data', value: 'text'}]"),
      ]),
    ).toMatchObject({ allowed: false, code: 500, reason: 'InternalError' });
  });

  it('has no part in deletions', () => {
    expect(
      traceAfter([policy('a', append('a'))], { operation: 'DELETE' }),
    ).toEqual({ trace: '' });
  });

  it('merges objects of unknown kinds field by field, and refuses their lists', () => {
    const apply = (expression: string) =>
      mutatingAdmissionPolicySchema.parse({
        metadata: { name: 'a' },
        spec: {
          matchConstraints: {},
          mutations: [
            {
              patchType: 'ApplyConfiguration',
              applyConfiguration: { expression },
            },
          ],
        },
      });
    const object = {
      apiVersion: 'example.com/v1',
      kind: 'Order',
      metadata: { name: 'one', namespace: 'shop' },
      spec: { kept: 1 },
    };
    const after = (expression: string) =>
      evaluateMutations(
        [
          {
            ...policy('a', '[]'),
            compiled: compileMutatingPolicy(apply(expression), {
              kubernetesVersion: '1.36',
            }),
          },
        ],
        {
          attributes: admissionAttributes(
            admissionRequestSchema.parse({ object }),
          ),
          namespaces: new Namespaces([{ metadata: { name: 'shop' } }]),
          paramsOf: () => undefined,
          authorize: () => ({ allowed: false, reason: '' }),
        },
      );
    expect(after('Object{spec: Object.spec{added: 2}}')).toMatchObject({
      allowed: true,
      object: { spec: { kept: 1, added: 2 } },
    });
    expect(after('Object{spec: Object.spec{list: [1]}}')).toMatchObject({
      allowed: false,
      code: 403,
      message: expect.stringContaining(
        'may not mutate atomic arrays, maps or structs: .spec.list',
      ),
    });
  });
});
