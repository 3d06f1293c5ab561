import fc from 'fast-check';
import { stringify, parse } from 'yaml';
import { configMap, templateText } from '../__testUtils__/document';
import { parsed } from '../__testUtils__/library';
import { renderTemplate } from './renderTemplate';

const template = parsed(
  templateText({
    parameters: 'text: string\nlist: "[]string"',
    resources: [
      configMap(
        'plain',
        'whole: ${schema.spec.text}\npart: a ${schema.spec.text} b',
      ),
      configMap('reader', 'copy: ${plain.data.whole}'),
      configMap(
        'entry',
        'value: ${text}',
        'forEach: [{text: "${schema.spec.list}"}, {at: "${lists.range(schema.spec.list.size())}"}]',
      ).replace(
        '${schema.metadata.name}-entry',
        "${'i' + string(at)}-${string(text.size())}",
      ),
    ].join('\n'),
  }),
);

/** Texts that would do harm if anything read them again. */
const hostile = fc.oneof(
  fc.constantFrom(
    '${schema.metadata.name}',
    '${"${1}"}',
    '"}; kind: Secret',
    'a: b\n---\nkind: ClusterRole',
    "' + plain.metadata.name + '",
    '{{ .Values.x }}',
    '!!js/function x',
    '&a [*a]',
    '__proto__',
    '\u2028\u0000\ud800',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('a parameter', () => {
  it('stays the text it is, whatever it holds', () => {
    fc.assert(
      fc.property(hostile, text => {
        const result = renderTemplate({
          template,
          instance: { name: 'shop', namespace: 'dev' },
          values: { text, list: [text] },
        });
        expect(result).toMatchObject({ ok: true, pending: [] });
        const objects = result.ok ? result.objects : [];
        expect(objects.map(({ kind }) => kind)).toEqual(
          Array(3).fill('ConfigMap'),
        );
        expect(objects.map(({ data }) => data)).toEqual([
          { whole: text, part: `a ${text} b` },
          { copy: text },
          { value: text },
        ]);
        expect(parse(stringify(objects[1].data))).toEqual({ copy: text });
      }),
      { numRuns: 300 },
    );
  });
});

describe('a template that does too much', () => {
  it('is stopped by the work of all its expressions together', () => {
    const bomb = parsed(
      templateText({
        parameters: 'n: integer | default=300',
        resources: configMap(
          'bomb',
          'x: ${string(lists.range(schema.spec.n).map(a, lists.range(schema.spec.n).map(b, a * b).size()).size())}',
          'forEach: [{i: "${lists.range(1000)}"}]',
        ).replace('${schema.metadata.name}-bomb', '${"b" + string(i)}'),
      }),
    );
    const result = renderTemplate({
      template: bomb,
      instance: { name: 'shop', namespace: 'dev' },
      values: {},
    });
    expect(result).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('units of work') }],
    });
  });

  it('is stopped by the size of what it renders', () => {
    const large = parsed(
      templateText({
        parameters: 'text: string',
        resources: configMap(
          'copy',
          'a: ${schema.spec.text}',
          'forEach: [{i: "${lists.range(1000)}"}]',
        ).replace('${schema.metadata.name}-copy', '${"b" + string(i)}'),
      }),
    );
    expect(
      renderTemplate({
        template: large,
        instance: { name: 'shop', namespace: 'dev' },
        values: { text: 'x'.repeat(60_000) },
      }),
    ).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('1000000 characters') }],
    });
  });
});
