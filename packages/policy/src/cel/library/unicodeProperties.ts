/** An escaped character, a quoted part, or a class by name. The longest alternatives consume what must not be read again. */
const property =
  /\\Q(?:[^\\]|\\(?!E))*(?:\\E)?|(\\[pP])\{(\^?)([A-Za-z_]+)\}|\\[^Q]/g;

const categories: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Cased_Letter: 'LC',
    Close_Punctuation: 'Pe',
    Combining_Mark: 'M',
    Connector_Punctuation: 'Pc',
    Control: 'Cc',
    Currency_Symbol: 'Sc',
    Dash_Punctuation: 'Pd',
    Decimal_Number: 'Nd',
    Enclosing_Mark: 'Me',
    Final_Punctuation: 'Pf',
    Format: 'Cf',
    Initial_Punctuation: 'Pi',
    Letter: 'L',
    Letter_Number: 'Nl',
    Line_Separator: 'Zl',
    Lowercase_Letter: 'Ll',
    Mark: 'M',
    Math_Symbol: 'Sm',
    Modifier_Letter: 'Lm',
    Modifier_Symbol: 'Sk',
    Nonspacing_Mark: 'Mn',
    Number: 'N',
    Open_Punctuation: 'Ps',
    Other: 'C',
    Other_Letter: 'Lo',
    Other_Number: 'No',
    Other_Punctuation: 'Po',
    Other_Symbol: 'So',
    Paragraph_Separator: 'Zp',
    Private_Use: 'Co',
    Punctuation: 'P',
    Separator: 'Z',
    Space_Separator: 'Zs',
    Spacing_Mark: 'Mc',
    Surrogate: 'Cs',
    Symbol: 'S',
    Titlecase_Letter: 'Lt',
    Unassigned: 'Cn',
    Uppercase_Letter: 'Lu',
    cntrl: 'Cc',
    digit: 'Nd',
    punct: 'P',
    Greek: 'Greek',
    Latin: 'Latin',
    Cyrillic: 'Cyrillic',
    Han: 'Han',
    L: 'L',
    M: 'M',
    N: 'N',
    P: 'P',
    S: 'S',
    Z: 'Z',
    C: 'C',
  }).map(([name, canonical]) => [name.toLowerCase(), canonical]),
);

const binaryProperties: ReadonlySet<string> = new Set([
  'ASCII_Hex_Digit',
  'Alphabetic',
  'Dash',
  'Emoji',
  'Emoji_Component',
  'Emoji_Modifier',
  'Emoji_Modifier_Base',
  'Emoji_Presentation',
  'Extended_Pictographic',
  'Hex_Digit',
  'Lowercase',
  'Math',
  'Quotation_Mark',
  'Terminal_Punctuation',
  'Uppercase',
  'White_Space',
]);

/**
 * The pattern with the names of Unicode classes as every version of RE2 knows them: Go knows `\p{Letter}` and takes names in
 * any case; this library knows neither, but binary properties (`\p{Emoji}`) that Go refuses. Answers an error for those.
 */
export function withKnownProperties(
  pattern: string,
): { readonly pattern: string } | { readonly unknown: string } {
  if (!pattern.includes('\\p') && !pattern.includes('\\P')) {
    return { pattern };
  }
  let unknown: string | undefined;
  const translated = pattern.replace(
    property,
    (
      whole: string,
      start: string | undefined,
      negation: string,
      name: string,
    ) => {
      if (start === undefined) {
        return whole;
      }
      if (binaryProperties.has(name)) {
        unknown ??= whole;
      }
      const canonical = categories.get(name.toLowerCase());
      return canonical === undefined
        ? whole
        : `${start}{${negation}${canonical}}`;
    },
  );
  return unknown === undefined ? { pattern: translated } : { unknown };
}
