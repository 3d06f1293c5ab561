import fc from 'fast-check';
import { scanExpressions, StringPart } from './scanExpressions';

function partsOf(value: string): string[] {
  const result = scanExpressions(value);
  if (!result.ok) {
    return [`error: ${result.message}`];
  }
  return result.parts.map(part =>
    part.kind === 'text' ? part.text : `<${part.source}>`,
  );
}

describe('scanExpressions', () => {
  it.each([
    ['plain text', ['plain text']],
    ['', ['']],
    ['${a.b}', ['<a.b>']],
    ['x-${a}-y-${b}', ['x-', '<a>', '-y-', '<b>']],
    ['${{"a": {"b": 1}}}', ['<{"a": {"b": 1}}>']],
    ['${"}"}', ['<"}">']],
    ['${"\\"}"}', ['<"\\"}">']],
    ['${"${X}"}', ['<"${X}">']],
    ['${a', ['${a']],
    ['${a ${b}', ['error']],
    ['$a {b} $', ['$a {b} $']],
    ["${'}'}", ["<'>", "'}"]],
  ])('takes %s apart as kro does', (value, expected) => {
    const parts = partsOf(value);
    expect(parts.map(part => part.replace(/^error.*/, 'error'))).toEqual(
      expected,
    );
  });

  it('loses no character of any value', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('$', '{', '}', '"', '\\', 'a', "'"),
        }),
        value => {
          const result = scanExpressions(value);
          fc.pre(result.ok);
          expect(joined(result.ok ? result.parts : [])).toBe(value);
        },
      ),
    );
  });

  it('refuses a value made of unclosed starts instead of scanning it over and over', () => {
    expect(scanExpressions('${"${" '.repeat(300))).toMatchObject({ ok: false });
  });
});

function joined(parts: readonly StringPart[]): string {
  return parts
    .map(part => (part.kind === 'text' ? part.text : `\${${part.source}}`))
    .join('');
}
