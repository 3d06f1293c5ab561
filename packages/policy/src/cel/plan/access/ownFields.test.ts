import { createEnvironment } from '../../environments/createEnvironment';
import { checkExpression } from '../../check/checkExpression';
import { standardLibrary } from '../../library/standard/standardLibrary';
import { parseExpression } from '../../syntax/parseExpression';
import { types } from '../../types/celType';
import { isError } from '../../values/runtimeValue';
import { planExpression } from '../planExpression';

const environment = createEnvironment({
  name: 'test',
  libraries: [standardLibrary],
  variables: { x: { type: types.dyn } },
});

function run(source: string, variables: Readonly<Record<string, unknown>>) {
  const parsing = parseExpression(source, environment);
  if (!parsing.ok) {
    throw new Error(parsing.issues[0].message);
  }
  const { checked } = checkExpression(parsing.parsed, environment);
  const { value } = planExpression(checked, environment).run(variables);
  return isError(value) ? value.message : value;
}

describe('fields of the data', () => {
  it.each(['constructor', 'toString', '__proto__', 'length', 'size', 'map'])(
    'are not %s, which objects, lists or maps inherit',
    name => {
      for (const x of [{}, new Map(), new Date(), { a: {} }]) {
        expect(run(`has(x.${name})`, { x })).toBe(false);
      }
      expect(run(`has(x.a.${name})`, { x: { a: {} } })).toBe(false);
      expect(run(`x.${name}`, { x: {} })).toBe(`no such key: ${name}`);
      expect(run(`x.${name}`, { x: { [name]: 1 } })).toBe(1);
      expect(run(`has(x.${name})`, { x: [] })).toBe(
        "unsupported index type 'string' in list",
      );
    },
  );

  it('are not the methods of a class', () => {
    class Plan {
      readonly name = 'a';
      steps() {
        return this.name;
      }
    }
    const x = new Plan();
    expect(run('x.name', { x })).toBe('a');
    expect(run('has(x.steps)', { x })).toBe(false);
    expect(run('x.steps', { x })).toBe('no such key: steps');
    expect(run('has(x.steps) || has(x.steps.a)', { x })).not.toBe(true);
  });

  it('are entries of a map, at any depth', () => {
    const x = { a: new Map([['b', { c: 1 }]]) };
    expect(run('x.a.b.c', { x })).toBe(1);
    expect(run('has(x.a.b) && has(x.a.b.c)', { x })).toBe(true);
    expect(run('has(x.a.d)', { x })).toBe(false);
  });

  it('cannot be told when something was added to all objects', () => {
    const inherited: object = Object.getPrototypeOf({});
    Object.defineProperty(inherited, 'isAdmin', {
      value: true,
      enumerable: true,
      configurable: true,
    });
    try {
      expect(run('has(x.isAdmin)', { x: {} })).toBe(
        'Nothing can be evaluated: every object inherits the field isAdmin, which was added to Object.prototype',
      );
    } finally {
      Reflect.deleteProperty(inherited, 'isAdmin');
    }
  });
});
