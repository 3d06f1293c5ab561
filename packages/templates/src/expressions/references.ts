import { ExpressionProgram, readChains } from '@mandate/policy';

/**
 * A name an expression uses with the fields read from it, such as `schema.spec.port`.
 *
 * @public
 */
export interface Reference {
  readonly root: string;
  /** Fields in order, as far as they are literal: `a.b["c"]` has `b` and `c`, `a.b[i].c` has `b`. */
  readonly fields: readonly string[];
  /** How many of the fields must be there: `has(a.b)` needs none of one, `a.b.?c` one of two. */
  readonly required: number;
  /** What is read of an item after a literal index: `a.b[0].c` has `c`. */
  readonly itemFields?: readonly string[];
}

/** Lists what a compiled expression refers to. Names that it binds itself (`list.map(x, …)`) are left out. */
export function referencesOf({
  checked,
}: ExpressionProgram): readonly Reference[] {
  return readChains(checked.expr)
    .filter(({ isLocal }) => !isLocal)
    .map(({ root, segments, required }) => {
      const index = segments.findIndex(segment => typeof segment !== 'string');
      const literal = index < 0 ? segments : segments.slice(0, index);
      return {
        root,
        fields: literal.map(String),
        required: Math.min(required, literal.length),
        ...(index >= 0 && { itemFields: textsOf(segments.slice(index + 1)) }),
      };
    });
}

/** What an expression reads of the items it goes through: in `pods.all(p, p.status.ready)`, `status` and `ready`. */
export function loopFieldsOf({
  checked,
}: ExpressionProgram): readonly (readonly string[])[] {
  return readChains(checked.expr)
    .filter(({ isLocal }) => isLocal)
    .map(({ segments }) => textsOf(segments));
}

function textsOf(segments: readonly (string | number)[]): readonly string[] {
  return segments.flatMap(segment =>
    typeof segment === 'string' ? segment : [],
  );
}
