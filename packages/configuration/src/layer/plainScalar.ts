/** What a scalar without quotes may not begin with here; what comes of a number is looked at below. */
const SIGNS = /^[-?:,[\]{}#&*!|>'"%@`~.+=<]/;
const WORD = /^(?:null|true|false)$/i;
const EXACT_WORDS: ReadonlyMap<string, null | boolean> = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
]);
const INTEGER = /^-?[1-9][0-9]{0,14}$|^0$/;
const DECIMAL = /^-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,6}$/;
/** What a reader of YAML may take for a number in any of its forms. */
const LIKE_A_NUMBER = /^[-+]?[0-9]+\.?[0-9]*(?:[eE][-+]?[0-9]*)?$|^[-+]?0[xo]/i;

/** The value of a scalar without quotes; nothing when only the whole of YAML can tell. */
export function plainScalar(
  text: string,
): { readonly value: null | boolean | number | string } | undefined {
  if (INTEGER.test(text) || DECIMAL.test(text)) {
    return { value: Number(text) };
  }
  if (SIGNS.test(text) || LIKE_A_NUMBER.test(text)) {
    return undefined;
  }
  if (WORD.test(text)) {
    const value = EXACT_WORDS.get(text);
    return value === undefined ? undefined : { value };
  }
  return { value: text };
}
