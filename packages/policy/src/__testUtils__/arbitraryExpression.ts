import fc from 'fast-check';
import type { Expr, ParsedExpression } from '../cel/syntax/expression';
import { NodeFactory } from '../cel/syntax/parser/nodeFactory';
import { CelDouble, CelUint } from '../cel/values/numbers';
import type { CelConstant } from '../cel/values/runtimeValue';

const nodes = new NodeFactory();
const nowhere = { start: 0, end: 0 };

const name = fc.constantFrom('a', 'b', 'risk', 'x1', '_y', 'plan');
const field = fc.oneof(
  name,
  fc.constantFrom('in', 'b-c', 'app.kubernetes.io/name', 'for', 'with space'),
);

const constant: fc.Arbitrary<CelConstant> = fc.oneof(
  fc.constantFrom(null, true, false),
  fc.integer(),
  fc.bigInt(-(2n ** 63n), -(2n ** 60n)),
  fc.bigInt(2n ** 60n, 2n ** 63n - 1n),
  fc.bigInt(0n, 2n ** 64n - 1n).map(value => new CelUint(value)),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map(value => new CelDouble(value)),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom("it's", '"', '\\', '\n', '\u0000', `'"`),
  fc.uint8Array({ maxLength: 4 }).map(bytes => Uint8Array.from(bytes)),
);

const binaryOperators = fc.constantFrom(
  // prettier-ignore
  ...['_||_', '_&&_', '_<_', '_<=_', '_>_', '_>=_', '_==_', '_!=_', '@in', '_+_', '_-_', '_*_', '_/_', '_%_'],
);

/** Trees as the parser makes them of sources without macros (but `has`), nowhere placed. */
export const arbitraryTree: fc.Arbitrary<Expr> = fc.letrec<{
  tree: Expr;
  leaf: Expr;
}>(tie => {
  const tree = tie('tree');
  const trees = fc.array(tree, { maxLength: 3 });
  const call = (fn: string, ...args: Expr[]) => nodes.call(fn, args, nowhere);
  return {
    leaf: fc.oneof(
      constant.map(value => nodes.constant(value, nowhere)),
      fc
        .tuple(fc.constantFrom('', '.'), name)
        .map(([dot, text]) => nodes.identifier(`${dot}${text}`, nowhere)),
    ),
    tree: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      tie('leaf'),
      fc
        .tuple(binaryOperators, tree, tree)
        .map(([operator, left, right]) => call(operator, left, right)),
      fc
        .tuple(fc.constantFrom('!_', '-_'), tree)
        .map(([operator, operand]) => call(operator, operand)),
      fc.tuple(tree, tree, tree).map(parts => call('_?_:_', ...parts)),
      fc
        .tuple(tree, field, fc.boolean())
        .map(([operand, text, testOnly]) =>
          nodes.select(operand, text, nowhere, testOnly),
        ),
      fc
        .tuple(tree, field)
        .map(([operand, text]) =>
          call('_?._', operand, nodes.constant(text, nowhere)),
        ),
      fc
        .tuple(fc.constantFrom('_[_]', '_[?_]'), tree, tree)
        .map(([operator, operand, index]) => call(operator, operand, index)),
      fc.tuple(name, trees).map(([fn, args]) => call(fn, ...args)),
      fc
        .tuple(name, tree, trees)
        .map(([fn, target, args]) => nodes.call(fn, args, nowhere, target)),
      fc.array(fc.tuple(tree, fc.boolean()), { maxLength: 3 }).map(elements =>
        nodes.list(
          elements.map(([element]) => element),
          elements.flatMap(([, optional], index) => (optional ? [index] : [])),
          nowhere,
        ),
      ),
      fc
        .array(fc.tuple(tree, tree, fc.boolean()), { maxLength: 3 })
        .map(entries =>
          nodes.map(
            entries.map(([key, value, optional]) => ({
              id: nodes.newId(),
              key,
              value,
              optional,
            })),
            nowhere,
          ),
        ),
      fc
        .tuple(
          fc.array(fc.tuple(field, tree, fc.boolean()), { maxLength: 3 }),
          fc.constantFrom('Object', 'Object.spec', '.a.b.C'),
        )
        .map(([fields, typeName]) =>
          nodes.struct(
            typeName,
            fields.map(([text, value, optional]) => ({
              id: nodes.newId(),
              name: text,
              value,
              optional,
            })),
            nowhere,
          ),
        ),
    ),
  };
}).tree;

/** A tree as if it had been parsed from a source that is not known. */
export function parsedFrom(expr: Expr): ParsedExpression {
  return {
    source: '',
    expr,
    macroCalls: new Map(),
    comments: [],
    nextId: nodes.nextId,
  };
}
