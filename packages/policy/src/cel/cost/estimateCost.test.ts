import { checkExpression } from '../check/checkExpression';
import { extendEnvironment } from '../environments/createEnvironment';
import { environmentNamed } from '../environments/environmentNamed';
import { planExpression } from '../plan/planExpression';
import { parseExpression } from '../syntax/parseExpression';
import { typeFromJsonSchema } from '../types/typeFromJsonSchema';
import { checkCostLimit } from './checkCostLimit';
import { estimateCost } from './estimateCost';

const name = { type: 'string', maxLength: 63 };
const spec = typeFromJsonSchema(
  {
    properties: {
      name,
      replicas: { type: 'integer' },
      note: { type: 'string' },
      items: {
        type: 'array',
        maxItems: 5,
        items: { properties: { name, tags: { type: 'array', items: name } } },
      },
      labels: {
        type: 'object',
        maxProperties: 10,
        additionalProperties: name,
      },
      others: { type: 'array', items: name },
    },
  },
  'Spec',
);

const environment = extendEnvironment(environmentNamed('standard'), {
  variables: { spec: spec.declaration },
  types: spec.types,
});

const longest = 'x'.repeat(63);
const largest = {
  name: longest,
  replicas: 3,
  note: '',
  items: Array.from({ length: 5 }, () => ({ name: longest, tags: [] })),
  labels: Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`app${index}`, longest]),
  ),
  others: [],
};

describe('estimateCost', () => {
  it.each([
    ['1', 0, 0],
    ['spec.replicas', 2, 2],
    ['spec.replicas > 3', 3, 3],
    ['spec.replicas > 3 && spec.replicas < 5', 3, 6],
    ['spec.replicas > 3 ? spec.replicas : 1', 3, 5],
    ['[1, 2]', 10, 10],
    ["{'a': spec.replicas}", 32, 32],
  ])('%s costs between %d and %d', (expression, minimum, maximum) => {
    expect(estimateCost(checked(expression), environment)).toEqual({
      minimum,
      maximum,
    });
  });

  it('is larger the more a loop may run over', () => {
    const five = maximumOf("spec.items.all(i, i.name == 'a')");
    const ten = maximumOf("spec.labels.all(k, spec.labels[k] == 'a')");
    expect(five).toBeLessThan(100);
    expect(ten).toBeGreaterThan(five);
    expect(
      maximumOf('spec.items.all(i, spec.items.all(j, i != j))'),
    ).toBeGreaterThan((5 * five) / 2);
  });

  it.each([
    'spec.others.all(o, o != spec.name)',
    'spec.items.exists(i, i.tags.exists(t, t != spec.name))',
    'spec.note.contains(spec.name)',
    'spec.note == spec.note',
  ])('%s has no maximum', expression => {
    expect(maximumOf(expression)).toBe(Infinity);
  });

  it.each([
    'spec.items.map(i, i.name).filter(n, n != spec.name).size() == 3',
    "spec.labels.exists(k, k.startsWith('app') && spec.labels[k] == spec.name)",
    "spec.items.exists_one(i, i.name + 'x' == spec.name)",
    'cel.bind(n, spec.items.map(i, i.name), n.all(x, x in n))',
    'spec.?labels.?app.orValue(spec.name).size() > 3',
    'spec.name.matches("^[a-z]+$")',
    'spec.labels.transformList(k, v, k + v).join(",").size() > 0',
    'spec.items.map(i, i.name).sort() == []',
  ])('bounds what %s costs when it runs', expression => {
    const program = planExpression(checked(expression), environment);
    const { cost } = program.run({ spec: largest });
    const { minimum, maximum } = estimateCost(checked(expression), environment);
    expect(cost).toBeLessThanOrEqual(maximum);
    expect(minimum).toBeLessThanOrEqual(maximum);
  });
});

describe('checkCostLimit', () => {
  it('says what may be of any size, and what to do', () => {
    const expression = 'spec.others.all(o, o != spec.name)';
    expect(checkCostLimit(checked(expression), environment)).toMatchObject({
      severity: 'error',
      message:
        'This expression costs up to any amount of work; 500,000 units are allowed. `spec.others` may be of any size: declare a maximum for it, or look at fewer of its items.',
    });
  });

  it('names the most costly loop when all is bounded', () => {
    const issue = checkCostLimit(
      checked('spec.items.all(i, spec.labels.all(k, k != i.name))'),
      environment,
      100,
    );
    expect(issue?.message).toContain('Most of it goes to `spec.items`');
  });

  it('is content with what stays below the limit', () => {
    expect(
      checkCostLimit(checked('spec.replicas > 3'), environment, 10),
    ).toBeUndefined();
  });
});

function maximumOf(expression: string): number {
  return estimateCost(checked(expression), environment).maximum;
}

function checked(expression: string) {
  const parsed = parseExpression(expression, environment);
  if (!parsed.ok) {
    throw new Error(parsed.issues[0].message);
  }
  const result = checkExpression(parsed.parsed, environment);
  expect(result.issues).toEqual([]);
  return result.checked;
}
