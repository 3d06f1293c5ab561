import { parseTemplate } from './parseTemplate';
import {
  configMap,
  DocumentParts,
  templateText,
} from './__testUtils__/document';

function problemsOf(text: string) {
  const result = parseTemplate(text);
  return result.ok ? result.warnings : result.problems;
}

/** The line and column of a piece of text, to compare a problem's place with. */
function placeOf(text: string, piece: string) {
  const lines = text.slice(0, text.indexOf(piece)).split('\n');
  return { line: lines.length, column: lines[lines.length - 1].length + 1 };
}

describe('the place of a problem', () => {
  const faults: [string, DocumentParts, string, string, RegExp][] = [
    [
      'a misspelt field',
      { resources: configMap('settings', 'key: value', 'includeWen: []') },
      'includeWen',
      'unknown-field',
      /no field includeWen/,
    ],
    [
      'an iterator that no name uses',
      {
        parameters: 'regions: "[]string"',
        resources: configMap(
          'settings',
          'key: ${region}',
          'forEach: [{region: "${schema.spec.regions}"}]',
        ),
      },
      'region:',
      'invalid-field',
      /does not use the iterator region/,
    ],
    [
      'an external Secret',
      {
        resources: `- id: token
  externalRef: {apiVersion: v1, kind: Secret, metadata: {name: token}}
${configMap('settings', 'key: value')}`,
      },
      'Secret',
      'invalid-field',
      /never reads a Secret/,
    ],
    [
      'a status that is no expression',
      { schema: 'status: {phase: Running}' },
      'Running',
      'invalid-expression',
      /is an expression/,
    ],
    [
      'a rule that is no condition',
      { parameters: 'port: integer | validation="self + 1"' },
      'integer',
      'invalid-parameter',
      /must be true or false/,
    ],
    [
      'a reserved id',
      { resources: configMap('runtime', 'key: value') },
      'runtime',
      'invalid-field',
      /reserved/,
    ],
    [
      'an unknown type',
      { parameters: 'port: int' },
      'int',
      'invalid-parameter',
      /no type/,
    ],
    [
      'an unknown marker',
      { parameters: 'port: integer | defualt=1' },
      'integer',
      'invalid-parameter',
      /defualt is no marker/,
    ],
    [
      'a default that the parameter itself forbids',
      { parameters: 'port: integer | default=0 minimum=1' },
      'integer',
      'invalid-parameter',
      /below the least/,
    ],
    [
      'an expression that is no CEL',
      { resources: configMap('settings', 'key: ${1 +}') },
      '${1 +}',
      'invalid-expression',
      /A value is missing/,
    ],
    [
      'a number within a text',
      {
        parameters: 'port: integer',
        resources: configMap('settings', 'key: p-${schema.spec.port}'),
      },
      'p-$',
      'invalid-expression',
      /string\( \)/,
    ],
    [
      'a parameter that does not exist',
      {
        parameters: 'message: string',
        resources: configMap('settings', 'key: ${schema.spec.mesage}'),
      },
      '${schema.spec.mesage}',
      'invalid-expression',
      /message/,
    ],
    [
      'a resource that does not exist',
      { resources: configMap('settings', 'key: ${other.metadata.name}') },
      '${other',
      'invalid-expression',
      /other/,
    ],
    [
      'a resource that reads itself',
      { resources: configMap('settings', 'key: ${settings.metadata.name}') },
      '${settings',
      'invalid-expression',
      /settings/,
    ],
    [
      'a key that the other resource does not set',
      {
        resources: [
          configMap('first', 'key: value'),
          configMap('second', 'key: ${first.data.other}'),
        ].join('\n'),
      },
      '${first',
      'unknown-reference',
      /first\.data\.other does not exist/,
    ],
    [
      'a name that only the cluster knows',
      {
        resources: [
          configMap('first', 'key: value'),
          configMap('second', 'key: value').replace(
            '${schema.metadata.name}-second',
            '${first.metadata.uid}',
          ),
        ].join('\n'),
      },
      '${first',
      'not-known-before-apply',
      /only after/,
    ],
    [
      'a condition that is no expression',
      {
        resources: configMap('settings', 'key: value', 'includeWhen: ["yes"]'),
      },
      '"yes"',
      'invalid-expression',
      /one expression/,
    ],
    [
      'an annotation of ours that does not exist',
      { annotations: 'mandate.dev/range: "{}"' },
      'mandate.dev/range',
      'invalid-annotation',
      /no annotation/,
    ],
    [
      'a range of a parameter that does not exist',
      { annotations: 'mandate.dev/ranges: "{replicas: {}}"' },
      '"{replicas',
      'invalid-annotation',
      /no parameter replicas/,
    ],
    [
      'a range of a group',
      {
        annotations: 'mandate.dev/ranges: "{page: {}}"',
        parameters: 'page:\n  title: string',
      },
      '"{page',
      'invalid-annotation',
      /group of parameters/,
    ],
    [
      'a workload that is no resource',
      { annotations: 'mandate.dev/workload: other' },
      'other',
      'invalid-annotation',
      /no resource other/,
    ],
    [
      'a type that contains itself',
      {
        schema: 'types:\n  Node:\n    next: Node',
        parameters: 'root: Node',
      },
      'Node\n  resources',
      'invalid-parameter',
      /contains itself/,
    ],
  ];

  it.each(faults)(
    'is where one finds %s',
    (_title, parts, piece, code, message) => {
      const text = templateText(parts);
      expect(problemsOf(text)).toContainEqual(
        expect.objectContaining({
          severity: 'error',
          code,
          message: expect.stringMatching(message),
          ...placeOf(text, piece),
        }),
      );
    },
  );
});
