import { types } from '../../cel/types/celType';
import type { CelType } from '../../cel/types/celType';
import { optionalOf } from '../../cel/types/typeShape';
import type { ExpressionGrammar, Names } from './expressionGrammar';

type Write = (depth: number, names: Names) => string;

/** The macros whose outcome has a type, as writers. */
export function macroTexts(
  grammar: ExpressionGrammar,
  type: CelType,
): readonly Write[] {
  const { random } = grammar;
  const any: readonly Write[] = [
    (depth, names) => {
      const name = grammar.freshName();
      const bound = grammar.anyType();
      return `cel.bind(${name}, ${grammar.of(
        bound,
        depth,
        names,
      )}, ${grammar.of(type, depth, [...names, [name, bound]])})`;
    },
    (depth, names) =>
      `${grammar.of(types.optional(type), depth, names)}.orValue(${grammar.of(
        type,
        depth,
        names,
      )})`,
    () =>
      random.pick([
        'x.a.b',
        'x.a.b[2].c',
        'md.k.a',
        'md.b',
        'x.k',
        'm.a',
        'x[1]',
      ]),
  ];
  switch (type.kind) {
    case 'bool':
      return [...any, ...boolMacros(grammar)];
    case 'list':
      return [...any, ...listMacros(grammar, type.element)];
    case 'map':
      return [...any, ...mapMacros(grammar, type)];
    default:
      return optionalOf(type) === undefined
        ? any
        : [...any, ...optionalMacros(grammar, optionalOf(type) ?? types.dyn)];
  }
}

function boolMacros(grammar: ExpressionGrammar): readonly Write[] {
  const { random } = grammar;
  return [
    ...['all', 'exists', 'exists_one'].map(
      (macro): Write =>
        (depth, names) => {
          const { text, inside, variables } = range(grammar, depth, names);
          return `${text}.${macro}(${variables}, ${grammar.of(
            types.bool,
            depth,
            inside,
          )})`;
        },
    ),
    () =>
      `has(${random.pick([
        'x.a',
        'x.a.b',
        'x.q',
        'md.a',
        'm.zz',
        'md.k.a',
        'x.z',
      ])})`,
    (depth, names) =>
      `has(${grammar.of(
        types.map(types.string, grammar.anyType()),
        depth,
        names,
      )}.a)`,
  ];
}

function listMacros(
  grammar: ExpressionGrammar,
  element: CelType,
): readonly Write[] {
  return [
    (depth, names) => {
      const name = grammar.freshName();
      return `${grammar.of(
        types.list(element),
        depth,
        names,
      )}.filter(${name}, ${grammar.of(types.bool, depth, [
        ...names,
        [name, element],
      ])})`;
    },
    (depth, names) => {
      const { text, inside, first } = range(grammar, depth, names, 1);
      const condition = grammar.random.chance(0.3)
        ? `${grammar.of(types.bool, depth, inside)}, `
        : '';
      return `${text}.map(${first}, ${condition}${grammar.of(
        element,
        depth,
        inside,
      )})`;
    },
    (depth, names) => {
      const { text, inside, variables } = range(grammar, depth, names, 2);
      return `${text}.transformList(${variables}, ${grammar.of(
        element,
        depth,
        inside,
      )})`;
    },
    (depth, names) => {
      const name = grammar.freshName();
      return `${grammar.of(
        types.list(element),
        depth,
        names,
      )}.sortBy(${name}, ${grammar.of(types.int, depth, [
        ...names,
        [name, element],
      ])})`;
    },
    (depth, names) =>
      `[?${grammar.of(types.optional(element), depth, names)}, ${grammar.of(
        element,
        depth,
        names,
      )}]`,
  ];
}

function mapMacros(
  grammar: ExpressionGrammar,
  { key, value }: Extract<CelType, { kind: 'map' }>,
): readonly Write[] {
  return [
    (depth, names) => {
      const [first, second] = [grammar.freshName(), grammar.freshName()];
      const from = grammar.anyType();
      return `${grammar.of(
        types.map(key, from),
        depth,
        names,
      )}.transformMap(${first}, ${second}, ${grammar.of(value, depth, [
        ...names,
        [first, key],
        [second, from],
      ])})`;
    },
    (depth, names) => {
      const { text, inside, variables } = range(grammar, depth, names, 2);
      return `${text}.transformMapEntry(${variables}, {${grammar.of(
        key,
        depth,
        inside,
      )}: ${grammar.of(value, depth, inside)}})`;
    },
    (depth, names) =>
      `{?${grammar.of(key, 0, names)}: ${grammar.of(
        types.optional(value),
        depth,
        names,
      )}}`,
  ];
}

function optionalMacros(
  grammar: ExpressionGrammar,
  of: CelType,
): readonly Write[] {
  return (['optMap', 'optFlatMap'] as const).map(
    (macro): Write =>
      (depth, names) => {
        const name = grammar.freshName();
        const from = grammar.anyType();
        return `${grammar.of(
          types.optional(from),
          depth,
          names,
        )}.${macro}(${name}, ${grammar.of(
          macro === 'optMap' ? of : types.optional(of),
          depth,
          [...names, [name, from]],
        )})`;
      },
  );
}

/** Something to loop over, and the loop's variables. */
function range(
  grammar: ExpressionGrammar,
  depth: number,
  names: Names,
  count: 1 | 2 = grammar.random.chance(0.7) ? 1 : 2,
) {
  const value = grammar.anyType();
  const isMap = grammar.random.chance(0.25);
  const key = isMap ? types.string : types.int;
  const first = grammar.freshName();
  const firstType = isMap || count === 2 ? key : value;
  const second = grammar.freshName();
  return {
    text: grammar.of(
      isMap ? types.map(key, value) : types.list(value),
      depth,
      names,
    ),
    first,
    variables: count === 2 ? `${first}, ${second}` : first,
    inside: [
      ...names,
      [first, firstType] as const,
      ...(count === 2 ? [[second, value] as const] : []),
    ],
  };
}
