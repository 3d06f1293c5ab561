import { compileAdmissionPolicy } from '../compile/compileAdmissionPolicy';
import { validatingAdmissionPolicyBindingSchema } from '../policy/policyBinding';
import { validatingAdmissionPolicySchema } from '../policy/validatingPolicy';
import { admissionAttributes } from '../request/admissionAttributes';
import { admissionRequestSchema } from '../request/admissionRequest';
import { Namespaces } from '../request/namespaces';
import { evaluateAdmission } from './evaluateAdmission';
import { prepareAdmission } from './preparedInput';

const binding = validatingAdmissionPolicyBindingSchema.parse({
  metadata: { name: 'binding' },
  spec: { policyName: 'rule', validationActions: ['Deny'] },
});

const input = {
  attributes: admissionAttributes(
    admissionRequestSchema.parse({
      object: {
        apiVersion: 'example.com/v1',
        kind: 'Order',
        metadata: { name: 'one', namespace: 'shop' },
        spec: {
          items: [{ price: 1 }, { price: 5 }],
          text: 'a'.repeat(30_000),
          part: 'b'.repeat(3_000),
        },
      },
    }),
  ),
  namespaces: new Namespaces([{ metadata: { name: 'shop' } }]),
  paramsOf: () => undefined,
  authorize: () => ({ allowed: false, reason: '' }),
};

function compiled(spec: Readonly<Record<string, unknown>>) {
  return compileAdmissionPolicy(
    validatingAdmissionPolicySchema.parse({
      metadata: { name: 'rule' },
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
        ...spec,
      },
    }),
    { kubernetesVersion: '1.36' },
  );
}

const items = { name: 'items', expression: 'object.spec.items' };
const prices = {
  name: 'prices',
  expression: 'variables.items.map(i, i.price)',
};

/** About 900,000 units, at little effort: cel-go multiplies the lengths of both texts. */
const costly = '!object.spec.text.contains(object.spec.part)';

/** Variables in common, in part, in another order, under another meaning, and with errors; conditions and annotations that read them. */
const policies = [
  { variables: [items, prices], demand: 'variables.prices.all(p, p < 5)' },
  { variables: [items, prices], demand: 'variables.prices.sum() < 5' },
  { variables: [items], demand: 'variables.items.size() == 2' },
  {
    variables: [items, { name: 'prices', expression: 'variables.items' }],
    demand: 'variables.prices.size() == 3',
  },
  {
    variables: [items, { name: 'first', expression: 'variables.items[2]' }],
    demand: 'variables.first.price == 1',
  },
  {
    variables: [{ name: 'who', expression: 'authorizer' }, items],
    demand: 'variables.items.size() == 3',
  },
].map(({ variables, demand }, place) =>
  compiled({
    variables,
    matchConditions: [
      { name: 'has-items', expression: 'variables.items.size() > 0' },
    ],
    validations: [
      {
        expression: demand,
        messageExpression: "'of ' + string(variables.items.size()) + ' items'",
      },
    ],
    auditAnnotations: [
      { key: `items-${place}`, valueExpression: 'string(variables.items)' },
    ],
  }),
);

describe('a request that is prepared for several policies', () => {
  it('is decided as it is for each of them alone, in any order', () => {
    const alone = policies.map(policy =>
      evaluateAdmission(policy, [binding], input),
    );
    const prepared = prepareAdmission(input);
    const decide = (policy: (typeof policies)[number]) =>
      evaluateAdmission(policy, [binding], prepared);
    expect(policies.map(decide)).toEqual(alone);
    expect(policies.toReversed().map(decide).toReversed()).toEqual(alone);
    expect(alone.map(({ allowed }) => allowed)).toContain(false);
  });

  it('charges each policy for a variable, whichever found it', () => {
    const demands = Array.from({ length: 11 }, () => ({ expression: costly }));
    const within = compiled({ validations: demands });
    const beyond = () =>
      compiled({
        variables: [{ name: 'lacks', expression: costly }],
        validations: [{ expression: 'variables.lacks' }, ...demands],
      });
    const prepared = prepareAdmission(input);
    const messages = [within, beyond(), beyond(), within].map(policy => {
      const verdict = evaluateAdmission(policy, [binding], prepared);
      return verdict.allowed ? 'allowed' : verdict.message;
    });
    const exhausted = expect.stringContaining('running out of cost budget');
    expect(messages).toEqual(['allowed', exhausted, exhausted, 'allowed']);
  });
});
