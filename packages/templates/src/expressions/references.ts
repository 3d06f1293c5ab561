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
  /** True when the last field is only asked for by `has()`, so that it may be missing. */
  readonly optional: boolean;
}

/** Lists what a compiled expression refers to. Names that it binds itself (`list.map(x, …)`) are left out. */
export function referencesOf({
  checked,
}: ExpressionProgram): readonly Reference[] {
  return readChains(checked.expr)
    .filter(({ isLocal }) => !isLocal)
    .map(({ root, segments, testOnly }) => {
      const index = segments.findIndex(segment => typeof segment !== 'string');
      const literal = index < 0 ? segments : segments.slice(0, index);
      return {
        root,
        fields: literal.map(String),
        optional: testOnly && index < 0,
      };
    });
}
