import fc from 'fast-check';
import { parseTemplate } from './parseTemplate';
import { configMap, templateText } from './__testUtils__/document';
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
            'a: ${json.marshal(schema.spec.page)}\nb: ${schema.spec.labels.x}\nc: ${schema.spec.list[0]}',
          ),
        }),
      ),
    ).toEqual([]);
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
