import type { CelConstant } from '../values/runtimeValue';

/**
 * The syntax tree of an expression, as cel-spec's `Expr` has it, with the place in the source on each node.
 * Macros are expanded; what stood there before is in `ParsedExpression.macroCalls`.
 *
 * @public
 */
export type Expr =
  | ConstantExpr
  | IdentifierExpr
  | SelectExpr
  | CallExpr
  | ListExpr
  | MapExpr
  | StructExpr
  | ComprehensionExpr;

/** What every node has: an id, unique in its tree, and the source it stands for, in UTF-16 code units. */
interface ExprNode {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** A literal. @public */
export interface ConstantExpr extends ExprNode {
  readonly kind: 'constant';
  readonly value: CelConstant;
}

/** A name; `.name`, which skips loop variables and the container, keeps its leading dot. @public */
export interface IdentifierExpr extends ExprNode {
  readonly kind: 'identifier';
  readonly name: string;
}

/** `operand.field`, or `has(operand.field)` when `testOnly`. @public */
export interface SelectExpr extends ExprNode {
  readonly kind: 'select';
  readonly operand: Expr;
  readonly field: string;
  readonly testOnly: boolean;
}

/**
 * A call. Operators are calls named as in cel-spec: `_&&_`, `_||_`, `!_`, `-_`, `_+_`, `_==_`, `_<_`, `@in`, `_?_:_`, `_[_]`,
 * `_[?_]`, `_?._` (its second argument is a constant string).
 *
 * @public
 */
export interface CallExpr extends ExprNode {
  readonly kind: 'call';
  readonly function: string;
  readonly target?: Expr;
  readonly arguments: readonly Expr[];
}

/** `[a, ?b]`; `optionalIndices` are the places with a question mark. @public */
export interface ListExpr extends ExprNode {
  readonly kind: 'list';
  readonly elements: readonly Expr[];
  readonly optionalIndices: readonly number[];
}

/** `{a: b, ?c: d}`. @public */
export interface MapExpr extends ExprNode {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
}

/** One entry of a map literal. @public */
export interface MapEntry {
  readonly id: number;
  readonly key: Expr;
  readonly value: Expr;
  readonly optional: boolean;
}

/** `Object.spec{replicas: 1}`. @public */
export interface StructExpr extends ExprNode {
  readonly kind: 'struct';
  readonly typeName: string;
  readonly fields: readonly StructField[];
}

/** One field of a struct literal. @public */
export interface StructField {
  readonly id: number;
  readonly name: string;
  readonly value: Expr;
  readonly optional: boolean;
}

/** What the macros `all`, `exists`, `map`, `filter`, `cel.bind` … expand to; cel-spec's `Comprehension`. @public */
export interface ComprehensionExpr extends ExprNode {
  readonly kind: 'comprehension';
  readonly iterationVariable: string;
  /** The second variable of the two-variable macros. */
  readonly secondVariable?: string;
  readonly range: Expr;
  readonly accumulator: string;
  readonly initial: Expr;
  readonly condition: Expr;
  readonly step: Expr;
  readonly result: Expr;
}

/**
 * A parsed expression.
 *
 * @public
 */
export interface ParsedExpression {
  readonly source: string;
  readonly expr: Expr;
  /** By the id of an expanded macro's node: the call as it was written (arguments that are macros stand expanded; look their id up in turn). */
  readonly macroCalls: ReadonlyMap<number, CallExpr>;
  /** `// …` comments, in order. */
  readonly comments: readonly Comment[];
  /** The next unused id, for passes that add nodes. */
  readonly nextId: number;
}

/** A comment with its place; `text` is without the slashes. @public */
export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
