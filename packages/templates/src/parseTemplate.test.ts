import fc from 'fast-check';
import { parseTemplate } from './parseTemplate';
import {
  configMap,
  DocumentParts,
  templateText,
} from './__testUtils__/document';
import { libraryTemplate } from './__testUtils__/library';

function problemsOf(text: string) {
  const result = parseTemplate(text);
  return result.ok ? result.warnings : result.problems;
}

/** The line and column of a piece of text, to compare a problem's place with. */
function placeOf(text: string, piece: string) {
  const lines = text.slice(0, text.indexOf(piece)).split('\n');
  return { line: lines.length, column: lines[lines.length - 1].length + 1 };
}

describe('parseTemplate', () => {
  it('accepts the smallest template', () => {
    expect(parseTemplate(templateText())).toMatchObject({
      ok: true,
      warnings: [],
      template: {
        name: 'example',
        instanceType: { apiVersion: 'kro.run/v1alpha1', kind: 'Example' },
        annotations: { title: 'Example' },
      },
    });
  });

  it('orders resources by what they read', () => {
    const result = parseTemplate(
      templateText({
        resources: [
          configMap('second', 'from: ${first.metadata.name}'),
          configMap('first', 'key: value'),
        ].join('\n'),
      }),
    );
    expect(
      result.ok &&
        result.template.resources.map(({ id, dependsOn }) => ({
          id,
          dependsOn,
        })),
    ).toEqual([
      { id: 'first', dependsOn: [] },
      { id: 'second', dependsOn: ['first'] },
    ]);
  });

  const faults: [string, DocumentParts, string, string, RegExp][] = [
    [
      'a misspelt field',
      { resources: configMap('settings', 'key: value', 'includeWen: []') },
      'includeWen',
      'unknown-field',
      /no field includeWen/,
    ],
    [
      'a field of kro that is not rendered yet',
      { resources: configMap('settings', 'key: value', 'forEach: []') },
      'forEach',
      'unsupported-field',
      /not supported/,
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
      /Syntax error/,
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
      'a field that only the cluster knows',
      {
        resources: [
          configMap('first', 'key: value'),
          configMap('second', 'key: ${first.metadata.uid}'),
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
    'names the place of %s',
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

  it('reports a faulty parameter once and not at each of its uses', () => {
    const text = templateText({
      parameters: 'port: int',
      resources: configMap('settings', 'key: ${string(schema.spec.port)}'),
    });
    expect(problemsOf(text)).toHaveLength(1);
  });

  it('names the cycle', () => {
    const text = templateText({
      resources: [
        configMap('first', 'key: ${second.metadata.name}'),
        configMap('second', 'key: ${first.metadata.name}'),
      ].join('\n'),
    });
    expect(problemsOf(text)).toContainEqual(
      expect.objectContaining({
        code: 'dependency-cycle',
        message: expect.stringContaining('first → second → first'),
      }),
    );
  });

  it('warns of a parameter that nothing uses, and still accepts the template', () => {
    const text = templateText({
      parameters: 'used: string\ngroup:\n  unused: string',
      resources: configMap('settings', 'key: ${schema.spec.used}'),
    });
    expect(parseTemplate(text)).toMatchObject({
      ok: true,
      warnings: [
        {
          code: 'unused-parameter',
          severity: 'warning',
          path: 'spec.schema.spec.group.unused',
          ...placeOf(text, 'unused'),
        },
      ],
    });
  });

  it('counts a parameter as used when its group or a part of it is read', () => {
    expect(
      problemsOf(
        templateText({
          parameters:
            'page:\n  title: string\nlabels: map[string]string\nlist: "[]string"',
          resources: configMap(
            'settings',
            'a: ${string(size(schema.spec.page))}\nb: ${schema.spec.labels.x}\nc: ${schema.spec.list[0]}',
          ),
        }),
      ),
    ).toEqual([]);
  });

  it('refuses to read a status, which exists only after the object was applied', () => {
    expect(
      problemsOf(
        templateText({
          resources: [
            configMap('first', 'key: value').replace(
              '    data:',
              '    status: { phase: Bound }\n    data:',
            ),
            configMap('second', 'key: ${first.status.phase}'),
          ].join('\n'),
        }),
      ),
    ).toMatchObject([{ code: 'not-known-before-apply' }]);
  });

  it('refuses objects that reach beyond the instance', () => {
    const role = configMap('settings', 'key: value').replace(
      'kind: ConfigMap',
      'kind: ClusterRole',
    );
    const secret = role.replace('ClusterRole', 'Secret');
    const elsewhere = configMap('settings', 'key: value').replace(
      'metadata:',
      'metadata:\n      namespace: kube-system',
    );
    for (const resources of [role, secret, elsewhere]) {
      expect(parseTemplate(templateText({ resources }))).toMatchObject({
        ok: false,
      });
    }
  });

  it('refuses aliases, which make small files large', () => {
    const text = templateText({
      resources: configMap('settings', 'a: &a value\nb: *a'),
    });
    expect(problemsOf(text)).toMatchObject([
      { code: 'yaml-alias', ...placeOf(text, '*a') },
    ]);
  });

  it('bounds types that use each other twice', () => {
    const types = Array.from(
      { length: 14 },
      (_, level) => `  T${level}:\n    a: T${level + 1}\n    b: T${level + 1}`,
    );
    const text = templateText({
      schema: ['types:', ...types, '  T14: string'].join('\n'),
      parameters: 'root: T0',
    });
    expect(problemsOf(text)).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('at most') }),
    );
  });

  it('reports all problems at once, in words and with a place, for any damage to a good template', () => {
    const { document } = libraryTemplate('web-service');
    const good = JSON.stringify(document, null, 1);
    fc.assert(
      fc.property(
        fc.nat(good.length - 1),
        fc.nat(40),
        fc.string({ maxLength: 5 }),
        (start, length, insertion) => {
          const result = parseTemplate(
            good.slice(0, start) + insertion + good.slice(start + length),
          );
          const problems = result.ok ? result.warnings : result.problems;
          expect(result.ok || problems.length > 0).toBe(true);
          for (const problem of problems) {
            expect(problem.message).not.toBe('');
            expect(problem.line).toBeGreaterThan(0);
            expect(problem.column).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(['', '[]', 'text', '---\n---\n', '\u0000', '{'])(
    'refuses %j without throwing',
    text => {
      expect(parseTemplate(text)).toMatchObject({ ok: false });
    },
  );
});
