import { templateText, configMap } from '../__testUtils__/document';
import { parseTemplate } from '../parseTemplate';

function textWith(conditions: readonly string[]): string {
  return templateText({
    annotations: [
      'mandate.dev/form: |',
      '  groups:',
      '    - { title: Size, parameters: [grows, mode, maximum, must] }',
      '  conditions:',
      ...conditions.map(line => `    ${line}`),
    ].join('\n'),
    parameters: `grows: boolean | default=true
mode: string | default="fast" enum="fast,slow"
maximum: integer | default=4
must: string | required=true
elsewhere: boolean | default=false`,
    resources: configMap(
      'settings',
      'key: ${string(schema.spec.grows) + schema.spec.mode + string(schema.spec.maximum) + schema.spec.must + string(schema.spec.elsewhere)}',
    ),
  });
}

function problemsWith(...conditions: readonly string[]) {
  const result = parseTemplate(textWith(conditions));
  return result.ok ? result.warnings : result.problems;
}

/** The line and column of a piece of the template's text. */
function placeOf(conditions: readonly string[], piece: string) {
  const text = textWith(conditions);
  const lines = text.slice(0, text.indexOf(piece)).split('\n');
  return { line: lines.length, column: lines[lines.length - 1].length + 1 };
}

describe('conditions under which parameters are asked', () => {
  it('are on another parameter of the group and a value that it can have', () => {
    expect(
      problemsWith(
        'maximum: { parameter: grows, equals: true }',
        'grows: { parameter: mode, equals: slow }',
      ),
    ).toEqual([]);
  });

  it.each([
    [
      'a parameter that does not exist',
      'minimum: { parameter: grows, equals: true }',
      '{ parameter: grows',
      /no parameter minimum/,
    ],
    [
      'another that does not exist',
      'maximum: { parameter: grow, equals: true }',
      'grow,',
      /no parameter grow /,
    ],
    [
      'a value of another type',
      'maximum: { parameter: grows, equals: "yes" }',
      '"yes"',
      /grows is never "yes": This must be true or false/,
    ],
    [
      'a value that is not allowed',
      'maximum: { parameter: mode, equals: slower }',
      'slower',
      /none of fast, slow/,
    ],
    [
      'what must be given',
      'must: { parameter: grows, equals: true }',
      '{ parameter: grows',
      /Give it a default/,
    ],
    [
      'one that is asked in another step',
      'maximum: { parameter: elsewhere, equals: true }',
      'elsewhere,',
      /different steps/,
    ],
  ])(
    'are refused on %s, where it stands',
    (_case, condition, piece, message) => {
      expect(problemsWith(condition)).toEqual([
        expect.objectContaining({
          code: 'invalid-annotation',
          message: expect.stringMatching(message),
          ...placeOf([condition], piece),
        }),
      ]);
    },
  );

  it('do not wait for each other, which is told once', () => {
    const conditions = [
      'grows: { parameter: mode, equals: fast }',
      'mode: { parameter: grows, equals: true }',
    ];
    expect(problemsWith(...conditions)).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('grows → mode → grows'),
        ...placeOf(conditions, 'mode, equals'),
      }),
    ]);
  });

  it('do not wait for themselves', () => {
    expect(problemsWith('grows: { parameter: grows, equals: true }')).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('grows → grows'),
      }),
    ]);
  });
});
