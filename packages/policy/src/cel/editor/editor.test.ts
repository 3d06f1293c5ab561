import fc from 'fast-check';
import { createEnvironment } from '../environments/createEnvironment';
import { mathLibrary } from '../library/math/mathLibrary';
import { bindingsLibrary } from '../library/standard/bindingsLibrary';
import { optionalsLibrary } from '../library/standard/optionalsLibrary';
import { standardLibrary } from '../library/standard/standardLibrary';
import { types } from '../types/celType';
import { declareObjectType, declareTypes } from '../types/declaredTypes';
import { complete } from './complete';
import { diagnose } from './diagnose';
import { formatSource } from './formatSource';
import { hover } from './hover';

const environment = createEnvironment({
  name: 'editor',
  libraries: [standardLibrary, optionalsLibrary, bindingsLibrary, mathLibrary],
  variables: {
    risk: { type: types.object('Risk'), description: 'How risky it is.' },
    targets: { type: types.list(types.object('Target')) },
    kind: { type: types.string, oneOf: ['deploy', 'scale'] },
    anything: { type: types.dyn },
  },
  types: declareTypes(
    declareObjectType('Risk', {
      level: {
        type: types.string,
        oneOf: ['low', 'high'],
        description: 'In words.',
      },
      score: { type: types.double },
    }),
    declareObjectType('Target', {
      environment: { type: types.string },
      replicas: { type: types.int },
    }),
  ),
});

/** Completes where `|` stands. */
function completed(marked: string) {
  const offset = marked.indexOf('|');
  const source = marked.replace('|', '');
  return complete(source, offset, environment);
}

function labels(marked: string): readonly string[] {
  return completed(marked).items.map(({ label }) => label);
}

describe('complete', () => {
  it.each([
    ['risk.|', ['level', 'score']],
    ['risk.le| == 1', ['level', 'score']],
    ['(risk.| && kind == "x"', ['level', 'score']],
    ['targets.all(t, t.|', ['environment', 'replicas']],
    ['targets.all(t, t.replicas > 1 && t.|)', ['environment', 'replicas']],
    ['targets[0].|', ['environment', 'replicas']],
    ['targets[?0].?|', ['environment', 'replicas']],
    ['cel.bind(first, targets[0], first.|', ['environment', 'replicas']],
  ])('offers the fields before the functions at %s', (marked, fields) => {
    expect(labels(marked).slice(0, 2)).toEqual(fields);
  });

  it.each([
    ['kind.|', 'startsWith', 'all'],
    ['targets.|', 'all', 'startsWith'],
    ['targets.|', 'size', 'contains'],
    ['targets[?0].|', 'optMap', 'filter'],
    ['math.|', 'abs', 'size'],
    ['cel.|', 'bind', 'size'],
    ['|', 'has', 'startsWith'],
    ['kind == "x" && |', 'targets', 'level'],
    ['ri|', 'risk', 'level'],
    ['targets.all(item, it|', 'item', 'level'],
    ['anything.|', 'startsWith', 'level'],
  ])('offers at %s %s, not %s', (marked, offered, notOffered) => {
    expect(labels(marked)).toContain(offered);
    expect(labels(marked)).not.toContain(notOffered);
  });

  it.each([
    ['risk.level == |', ["'low'", "'high'"]],
    ['kind != |', ["'deploy'", "'scale'"]],
    ['kind in [|', ["'deploy'", "'scale'"]],
    ["kind in ['deploy', |]", ["'deploy'", "'scale'"]],
    ["kind == '|", ["'deploy'", "'scale'"]],
    ["kind == '|'", ["'deploy'", "'scale'"]],
    ["kind == 'dep|'", ["'deploy'", "'scale'"]],
  ])('offers first the strings that fit at %s', (marked, strings) => {
    expect(labels(marked).slice(0, 2)).toEqual(strings);
  });

  it.each(['risk |', 'kind == "x" |', '// risk.|', '"risk.|"', '1|'])(
    'offers nothing at %s',
    marked => {
      expect(labels(marked)).toEqual([]);
    },
  );

  it('replaces the whole of the name or text at the cursor', () => {
    expect(completed('risk.le|vel')).toMatchObject({ from: 5, to: 10 });
    expect(completed("kind == 'd|ep'")).toMatchObject({ from: 8, to: 13 });
  });

  it('puts the cursor between the brackets of a call', () => {
    expect(
      completed('targets.|').items.find(({ label }) => label === 'all'),
    ).toMatchObject({
      insert: 'all()',
      cursor: 4,
      detail: '(item, condition)',
    });
  });
});

describe('hover', () => {
  it.each([
    ['ri|sk.level', 'risk: Risk', 'How risky it is.'],
    ['risk.le|vel', 'risk.level: string', 'In words.'],
    ['targets.all(t, t.repl|icas > 1)', 't.replicas: int', undefined],
    [
      'targets.al|l(t, true)',
      'all(item, condition)',
      expect.stringContaining('every item'),
    ],
    ['math.ab|s(1)', expect.stringContaining('(int) → int'), expect.anything()],
    ['risk.sco|re > && ', 'risk.score: double', undefined],
  ])('tells at %s', (marked, title, description) => {
    const offset = marked.indexOf('|');
    expect(hover(marked.replace('|', ''), offset, environment)).toMatchObject({
      title,
      ...(description === undefined ? {} : { description }),
    });
  });

  it('is silent where nothing is known', () => {
    expect(hover('unknown.field', 2, environment)).toBeUndefined();
    expect(hover('1 + 2', 2, environment)).toBeUndefined();
    expect(hover('', 0, environment)).toBeUndefined();
  });
});

describe('diagnose', () => {
  it('finds what cannot be read, before what does not check', () => {
    expect(diagnose('risk.lvel ==', environment)).toHaveLength(1);
    expect(diagnose("risk.lvel == 'low'", environment)[0].message).toContain(
      'risk.level',
    );
  });

  it('finds a value of another type than the place asks for', () => {
    const condition = { expected: types.bool };
    expect(diagnose('1 + 1', environment, condition)).toMatchObject([
      { message: "expected an expression of type 'bool', found 'int'" },
    ]);
    expect(diagnose('1 == 1', environment, condition)).toEqual([]);
    expect(diagnose('anything', environment, condition)).toEqual([]);
  });
});

describe('formatSource', () => {
  it('rewrites what can be read only', () => {
    expect(formatSource('a&&b', environment)).toBe('a && b');
    expect(formatSource('a&&', environment)).toBeUndefined();
  });
});

it('answers at every offset of any half-written text', () => {
  const words = fc.array(
    // prettier-ignore
    fc.constantFrom('risk', '.', '.?', 'level', '==', "'low'", "'", 'targets', '.all(t, ', 't', ')', ' in [', ']', '&&', 'cel.bind(', ',', '// ', '\n', '`', '{', 'math.', '?', ':', '1'),
    { maxLength: 12 },
  );
  const outcome = fc.check(
    fc.property(words, parts => {
      const source = parts.join('');
      diagnose(source, environment);
      for (let offset = 0; offset <= source.length; offset += 1) {
        const { from, to } = complete(source, offset, environment);
        hover(source, offset, environment);
        if (from > offset || to < offset || to > source.length) {
          return false;
        }
      }
      return true;
    }),
    { numRuns: 200 },
  );
  expect(outcome.counterexample).toBeNull();
});
