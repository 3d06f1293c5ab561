import { extendEnvironment } from '../environments/createEnvironment';
import { environmentNamed } from '../environments/environmentNamed';
import { parseExpression } from '../syntax/parseExpression';
import { types } from '../types/celType';
import { declareObjectType, declareTypes } from '../types/declaredTypes';
import { checkExpression } from './checkExpression';

const kinds = ['deploy', 'scale'];
const change = declareObjectType('Change', {
  kind: { type: types.string, oneOf: kinds },
});
const environment = extendEnvironment(environmentNamed('kro/0.9'), {
  variables: {
    kind: { type: types.string, oneOf: kinds },
    kinds: { type: types.list(types.string), element: { oneOf: kinds } },
    byName: {
      type: types.map(types.string, types.string),
      element: { oneOf: kinds },
    },
    groups: {
      type: types.list(types.list(types.string)),
      element: { element: { oneOf: kinds } },
    },
    changes: { type: types.list(types.object('Change')) },
  },
  types: declareTypes(change),
});

function problemsOf(source: string, within = environment) {
  const parsing = parseExpression(source, within);
  if (!parsing.ok) {
    throw new Error(parsing.issues[0].message);
  }
  return checkExpression(parsing.parsed, within).issues.map(
    ({ message }) => message,
  );
}

describe('a string that a value can never be', () => {
  it.each([
    "kind == 'deplyo'",
    "'deplyo' != kind",
    "kind in ['scale', 'deplyo']",
    "changes.all(c, c.kind == 'deplyo')",
    "changes.exists(c, c.kind in ['deplyo'])",
    "changes.filter(c, c.kind != 'deplyo').size() > 0",
    "changes.map(c, c.kind).exists(k, k == 'deplyo')",
    "'deplyo' in changes.map(c, c.kind)",
    "changes.transformList(i, c, c.kind)[0] == 'deplyo'",
    "kinds.all(k, k == 'deplyo')",
    "kinds.exists_one(k, k == 'deplyo')",
    "kinds.exists(i, k, k == 'deplyo')",
    "'deplyo' in kinds",
    "kinds[0] == 'deplyo'",
    "kinds[?0].orValue('scale') == 'deplyo'",
    "(kinds + [kind]).exists(k, k == 'deplyo')",
    "[kind, 'scale'].exists(k, k == 'deplyo')",
    "cel.bind(all, kinds, all.exists(k, k == 'deplyo'))",
    "groups.all(g, g.all(k, k == 'deplyo'))",
    "byName['a'] == 'deplyo'",
    "byName.a == 'deplyo'",
    "byName.all(name, k, k == 'deplyo')",
    "(true ? kind : 'scale') == 'deplyo'",
  ])('is found in %s', source => {
    expect(problemsOf(source)).toEqual([
      "this can never be 'deplyo': it is one of 'deploy', 'scale'; did you mean 'deploy'?",
    ]);
  });

  it.each([
    "kinds.all(k, k == 'deploy')",
    "kinds.exists(k, k.startsWith('deplyo'))",
    "kinds.map(k, k + '!').exists(k, k == 'deplyo')",
    "byName.exists(name, name == 'deplyo')",
    "'deplyo' in byName",
    "(kinds + ['deplyo']).exists(k, k == 'deplyo')",
    "has(changes[0].kind) || kinds[0] == 'scale'",
  ])('is not %s', source => {
    expect(problemsOf(source)).toEqual([]);
  });

  it.each([
    "(true ? 'a' : 'b') == 'c'",
    "['a', 'b'].exists(x, x == 'c')",
    "'c' in [1, 2].map(n, 'a')",
    "cel.bind(x, 'a', x == 'b')",
  ])('is none among constants alone, as cel-go has it: %s', source => {
    expect(problemsOf(source, environmentNamed('standard'))).toEqual([]);
  });
});
