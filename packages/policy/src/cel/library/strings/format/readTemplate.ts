/** A piece of a format string: literal text, or a clause such as `%.2f`. */

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'clause';
      readonly verb: Verb;
      readonly precision: number | undefined;
    }
  | { readonly kind: 'faulty'; readonly message: string };

/** What follows the percent sign. */

export type Verb = 's' | 'd' | 'f' | 'e' | 'b' | 'x' | 'X' | 'o';

/** The parts of a format string; a faulty one is the last. The precision is bounded, as it is repeated zeros. */

export function readTemplate(
  template: string,
  maximumPrecision: number,
): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let place = 0;
  while (place < template.length) {
    const percent = template.indexOf('%', place);
    if (percent !== place) {
      const end = percent < 0 ? template.length : percent;
      parts.push({ kind: 'text', text: template.slice(place, end) });
      place = end;
    } else if (template.startsWith('%%', place)) {
      parts.push({ kind: 'text', text: '%' });
      place += 2;
    } else {
      const clause = /%(?:\.(\d*))?/y;
      clause.lastIndex = place;
      const digits = clause.exec(template)?.[1];
      const part = readClause(
        template,
        clause.lastIndex,
        digits,
        maximumPrecision,
      );
      parts.push(part);
      if (part.kind === 'faulty') {
        return parts;
      }
      place = clause.lastIndex + 1;
    }
  }
  return parts;
}

const inClause = 'could not parse formatting clause: ';

const inPrecision = `${inClause}error while parsing precision: `;

const verbs: ReadonlyMap<string, Verb> = new Map(
  (['s', 'd', 'f', 'e', 'b', 'x', 'X', 'o'] as const).map(verb => [verb, verb]),
);

function readClause(
  template: string,
  place: number,
  digits: string | undefined,
  maximumPrecision: number,
): TemplatePart {
  if (place >= template.length) {
    return faulty(
      digits === undefined
        ? 'unexpected end of string'
        : `${inPrecision}could not find end of precision specifier`,
    );
  }
  if (digits === '' || Number(digits ?? 0) > 2 ** 62) {
    return faulty(
      `${inPrecision}error while converting precision to integer: strconv.Atoi: parsing "${digits}": ${
        digits === '' ? 'invalid syntax' : 'value out of range'
      }`,
    );
  }
  const precision = digits === undefined ? undefined : Number(digits);
  if (precision !== undefined && precision > maximumPrecision) {
    return faulty(
      `${inPrecision}precision ${precision} exceeds maximum allowed precision ${maximumPrecision}`,
    );
  }
  const verb = verbs.get(template[place]);
  return verb === undefined
    ? faulty(
        `${inClause}unrecognized formatting clause "${String.fromCodePoint(
          template.codePointAt(place) ?? 0,
        )}"`,
      )
    : { kind: 'clause', verb, precision };
}

function faulty(message: string): TemplatePart {
  return { kind: 'faulty', message };
}
