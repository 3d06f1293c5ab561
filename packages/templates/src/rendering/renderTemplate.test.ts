import { JsonObject } from '../json';
import {
  configMap,
  DocumentParts,
  templateText,
} from '../__testUtils__/document';
import { libraryTemplate, parsed } from '../__testUtils__/library';
import { renderTemplate } from './renderTemplate';

const instance = { name: 'shop', namespace: 'dev' };

function render(parts: DocumentParts, values: JsonObject = {}) {
  return renderTemplate({
    template: parsed(templateText(parts)),
    instance,
    values,
  });
}

/** The value that `key: <source>` renders to. */
function valueOf(source: string, parameters?: string, values?: JsonObject) {
  const result = render(
    { parameters, resources: configMap('settings', `key: ${source}`) },
    values,
  );
  return result.ok
    ? (result.objects[0].data as JsonObject).key // safety: a test's own ConfigMap
    : result.problems;
}

describe('renderTemplate', () => {
  it('keeps the type of a whole expression and makes a text of a part', () => {
    expect(valueOf('${1 + 1}')).toBe(2);
    expect(valueOf('${1.5}')).toBe(1.5);
    expect(valueOf('${[true, null]}')).toEqual([true, null]);
    expect(valueOf('\'${{"a": 1}}\'')).toEqual({ a: 1 });
    expect(valueOf('a-${"b"}-${string(1)}')).toBe('a-b-1');
  });

  it('keeps whole floats apart from integers', () => {
    const parameters = 'share: float | default=1\ncount: integer | default=3';
    expect(valueOf('${schema.spec.share / 2.0}', parameters)).toBe(0.5);
    expect(valueOf('${schema.spec.count / 2}', parameters)).toBe(1);
  });

  it('never evaluates a value, whatever it contains', () => {
    const parameters = 'message: string';
    const message = '${schema.metadata.name} "}" \n- key: [x';
    expect(valueOf('<${schema.spec.message}>', parameters, { message })).toBe(
      `<${message}>`,
    );
  });

  it('puts every object into the namespace of the instance', () => {
    expect(render({})).toMatchObject({
      ok: true,
      objects: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'shop-settings', namespace: 'dev' },
        },
      ],
    });
  });

  it('reads the rendered object of an upstream and comes after it', () => {
    const result = render(
      {
        parameters: 'message: string',
        resources: [
          configMap('second', 'copy: ${first.data.message}'),
          configMap('first', 'message: ${schema.spec.message}'),
        ].join('\n'),
      },
      { message: 'hello' },
    );
    expect(result).toMatchObject({
      ok: true,
      ids: ['first', 'second'],
      objects: [{}, { data: { copy: 'hello' } }],
      values: { message: 'hello' },
    });
  });

  it('leaves out what a condition excludes, with everything that depends on it', () => {
    const parts = {
      parameters: 'extra: boolean | default=false',
      resources: [
        configMap('first', 'a: b', 'includeWhen: ["${schema.spec.extra}"]'),
        configMap('second', 'from: ${first.metadata.name}'),
        configMap('third', 'a: b'),
      ].join('\n'),
    };
    expect(render(parts)).toMatchObject({
      ok: true,
      ids: ['third'],
      skipped: ['first', 'second'],
    });
    expect(render(parts, { extra: true })).toMatchObject({
      ok: true,
      ids: ['first', 'second', 'third'],
      skipped: [],
    });
  });

  it.each<[string, string, string | undefined, RegExp]>([
    [
      'a parameter without a value',
      '${schema.spec.message}',
      'message: string',
      /message/,
    ],
    ['a part that is no text', 'a-${dyn(1 + 1)}', undefined, /must be a text/],
    ['a failing evaluation', '${1 / 0}', undefined, /zero/],
    ['bytes', '${b"x"}', undefined, /bytes/],
    ['a map with other keys', "'${{1: 2}}'", undefined, /keys/],
  ])('names the place of %s', (_title, source, parameters, message) => {
    expect(valueOf(source, parameters)).toEqual([
      {
        kind: 'template',
        path: 'spec.resources[0].template.data.key',
        message: expect.stringMatching(message),
      },
    ]);
  });

  it('reads an absent parameter where the expression asks for it first', () => {
    expect(
      valueOf(
        '\'${has(schema.spec.message) ? schema.spec.message : "none"}\'',
        'message: string',
      ),
    ).toBe('none');
  });

  it('refuses a condition that comes to neither true nor false', () => {
    expect(
      render({
        parameters: 'flags: object | default={"on":1}',
        resources: configMap(
          'settings',
          'a: b',
          'includeWhen: ["${schema.spec.flags.on}"]',
        ),
      }),
    ).toMatchObject({
      ok: false,
      problems: [{ path: 'spec.resources[0].includeWhen[0]' }],
    });
  });

  it('reports a fault once and not again for what depends on it', () => {
    const result = render({
      parameters: 'message: string',
      resources: [
        configMap('first', 'a: ${schema.spec.message}'),
        configMap('second', 'b: ${first.data.a}'),
      ].join('\n'),
    });
    expect(!result.ok && result.problems).toHaveLength(1);
  });

  it('refuses two resources that render the same object', () => {
    const first = configMap('first', 'a: b');
    const result = render({
      resources: [first, first.replace('id: first', 'id: second')].join('\n'),
    });
    expect(result).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('same ConfigMap') }],
    });
  });

  it.each([
    ['Shop', 'dev'],
    ['-shop', 'dev'],
    ['a'.repeat(64), 'dev'],
    ['shop', 'dev/other'],
    ['shop', ''],
  ])('refuses the instance %s in %s', (name, namespace) => {
    expect(
      renderTemplate({
        template: parsed(templateText()),
        instance: { name, namespace },
        values: {},
      }),
    ).toMatchObject({ ok: false, problems: [{ kind: 'instance' }] });
  });

  it('refuses an object that a value sends to another namespace', () => {
    const parts = {
      parameters: 'space: string',
      resources: configMap('settings', 'a: b').replace(
        'metadata:',
        'metadata:\n      namespace: ${schema.spec.space}',
      ),
    };
    expect(render(parts, { space: 'dev' })).toMatchObject({ ok: true });
    expect(render(parts, { space: 'kube-system' })).toMatchObject({
      ok: false,
      problems: [
        {
          path: 'spec.resources[0].template.metadata.namespace',
          message: expect.stringContaining('"kube-system"'),
        },
      ],
    });
  });

  it('reports problems of values with the parameter', () => {
    expect(
      renderTemplate({
        template: libraryTemplate('web-service'),
        instance,
        values: { replicas: 0, page: { title: 1 } },
      }),
    ).toMatchObject({
      ok: false,
      problems: [
        { kind: 'parameter', path: 'page.title' },
        { kind: 'parameter', path: 'replicas' },
      ],
    });
  });

  it('renders the same objects whatever the order of a map', () => {
    const template = libraryTemplate('web-service');
    const [one, other] = [
      { A: '1', B: '2' },
      { B: '2', A: '1' },
    ].map(variables =>
      renderTemplate({ template, instance, values: { variables } }),
    );
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  it('bounds what one instance renders to', () => {
    const value = 'x'.repeat(60_000);
    const result = render(
      {
        parameters: 'message: string',
        resources: configMap(
          'settings',
          Array.from(
            { length: 20 },
            (_, index) => `key${index}: \${schema.spec.message}`,
          ).join('\n'),
        ),
      },
      { message: value },
    );
    expect(result).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('shorter') }],
    });
  });
});
