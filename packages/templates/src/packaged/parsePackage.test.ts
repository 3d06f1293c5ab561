import { stringify } from 'yaml';
import { parsed } from '../__testUtils__/library';
import {
  parameterGroups,
  parametersJsonSchema,
} from '../parameters/parametersJsonSchema';
import { parseTemplate } from '../parseTemplate';
import { templateDigest } from '../templateDigest';
import { compareTemplates } from '../upgrade/compareTemplates';
import { packageText } from './packageText';

const chart = {
  'Chart.yaml': stringify({
    apiVersion: 'v2',
    name: 'greeter',
    version: '1.0.0',
    description: 'Greets.',
    annotations: {
      'mandate.dev/owner': 'group:default/platform',
      'mandate.dev/ranges': 'replicas: { standard: { maximum: 3 } }',
      'artifacthub.io/license': 'Apache-2.0',
    },
  }),
  'values.yaml': 'replicas: 2\n',
  'values.schema.json': JSON.stringify({
    type: 'object',
    properties: { replicas: { type: 'integer', minimum: 1 } },
  }),
  'templates/page.yaml': 'kind: {{ "ConfigMap" }}\n',
};
const base = {
  'kustomization.yaml': stringify({
    metadata: { annotations: { 'mandate.dev/title': 'Greeter' } },
    resources: ['page.yaml', 'parameters.yaml'],
  }),
  'page.yaml': 'kind: ConfigMap\n',
};

function chartText(files: Readonly<Record<string, string>> = {}): string {
  return packageText({
    name: 'greeter',
    format: 'helm',
    files: { ...chart, ...files },
  });
}

function baseText(files: Readonly<Record<string, string>> = {}): string {
  return packageText({
    name: 'greeter',
    format: 'kustomize',
    files: { ...base, ...files },
  });
}

function problemsOf(text: string): string {
  const result = parseTemplate(text);
  return (result.ok ? result.warnings : result.problems)
    .map(({ message }) => message)
    .join('\n');
}

describe('a Helm chart as a template', () => {
  it('has the parameters of its values schema, with its values as defaults, and its own annotations', () => {
    const template = parsed(chartText());
    expect(template).toMatchObject({
      name: 'greeter',
      annotations: {
        title: 'greeter',
        description: 'Greets.',
        owner: 'group:default/platform',
        ranges: { replicas: { standard: { maximum: 3 } } },
      },
      package: { format: 'helm', files: chart },
    });
    expect(parametersJsonSchema(template)).toMatchObject({
      properties: {
        replicas: { type: 'integer', minimum: 1, default: 2 },
      },
    });
    expect(parameterGroups(template)).toEqual([
      { title: 'Parameters', parameters: ['replicas'] },
    ]);
  });

  it('has a digest that every file changes, and their order does not', () => {
    const digest = templateDigest(parsed(chartText()));
    for (const file of Object.keys(chart)) {
      const changed = chart[file as keyof typeof chart];
      expect(
        templateDigest(parsed(chartText({ [file]: `${changed}\n` }))),
      ).not.toBe(digest);
    }
    const reversed = Object.fromEntries(Object.entries(chart).reverse());
    expect(
      templateDigest(
        parsed(
          packageText({ name: 'greeter', format: 'helm', files: reversed }),
        ),
      ),
    ).toBe(digest);
  });

  it('tells which files differ between versions', () => {
    const after = parsed(
      chartText({ 'templates/page.yaml': 'kind: Service\n', 'NOTES.txt': '' }),
    );
    expect(
      compareTemplates(parsed(chartText()), after).map(({ words }) => words),
    ).toEqual(['NOTES.txt is new.', 'templates/page.yaml is another one.']);
  });

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      'a dependency that is not in the folder',
      {
        'Chart.yaml':
          'name: a\ndependencies: [{ name: redis, repository: "https://charts.example" }]',
      },
      /depends on redis.*charts\/redis.*Nothing is fetched/,
    ],
    ['a library chart', { 'Chart.yaml': 'name: a\ntype: library' }, /library/],
    ['CRDs', { 'crds/things.yaml': 'kind: X' }, /outside namespaces/],
    [
      'a schema elsewhere',
      {
        'values.schema.json':
          '{"properties":{"a":{"$ref":"https://example.org/a.json"}}}',
      },
      /schema elsewhere/,
    ],
    ['a chart file that is no YAML', { 'Chart.yaml': 'a: [' }, /Chart\.yaml: /],
    [
      'an annotation that is misspelt',
      { 'Chart.yaml': 'annotations: { mandate.dev/rangs: "" }' },
      /no annotation mandate\.dev\/rangs/,
    ],
    [
      'a range of a parameter that does not exist',
      { 'Chart.yaml': 'annotations: { mandate.dev/ranges: "x: {}" }' },
      /no parameter x/,
    ],
    ['a path that leads out', { '../secrets.yaml': '' }, /no path inside/],
    ['an absolute path', { '/etc/passwd': '' }, /no path inside/],
    ['a path like an option', { '-rf': '' }, /no path inside/],
  ])('refuses %s', (_, files, words) => {
    const text = chartText(files);
    expect(parseTemplate(text).ok).toBe(false);
    expect(problemsOf(text)).toMatch(words);
  });

  it('takes a dependency that lies in the folder', () => {
    const text = chartText({
      'Chart.yaml': 'name: a\ndependencies: [{ name: redis }]',
      'charts/redis/Chart.yaml': 'name: redis',
      'values.schema.json': '{}',
    });
    expect(problemsOf(text)).toBe('');
  });

  it('warns of values that cannot be asked for', () => {
    const text = chartText({
      'values.schema.json': JSON.stringify({
        properties: {
          replicas: { type: 'integer' },
          either: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
        },
      }),
    });
    expect(parseTemplate(text).ok).toBe(true);
    expect(problemsOf(text)).toMatch(/either cannot be asked for/);
  });
});

describe('a Kustomize base as a template', () => {
  it('has the annotations of its kustomization, and no parameters without a schema', () => {
    expect(parsed(baseText())).toMatchObject({
      annotations: { title: 'Greeter' },
      parameters: { fields: {} },
    });
  });

  it('has the parameters of the schema beside it', () => {
    const template = parsed(
      baseText({
        'parameters.schema.json':
          '{"properties":{"size":{"type":"integer","default":1}}}',
      }),
    );
    expect(template.parameters.fields).toEqual({
      size: { type: 'integer', default: 1 },
    });
  });

  it.each([
    ['a remote base', { resources: ['https://example.org/base?ref=v1'] }],
    ['a remote base without a scheme', { resources: ['github.com/a/b'] }],
    ['a base over SSH', { resources: ['git@example.org:a/b'] }],
    ['a folder above', { resources: ['../other'] }],
    ['a patch from elsewhere', { patches: [{ path: 'https://a.example/p' }] }],
    ['a file of the machine', { configMapGenerator: [{ files: ['/etc/a'] }] }],
    ['a chart', { helmCharts: [{ name: 'a' }] }],
    ['a generator', { generators: ['page.yaml'] }],
    ['a transformer', { transformers: ['page.yaml'] }],
    ['Secrets', { secretGenerator: [{ name: 'a' }] }],
  ])('refuses %s', (_, kustomization) => {
    const text = baseText({ 'kustomization.yaml': stringify(kustomization) });
    expect(parseTemplate(text).ok).toBe(false);
    expect(problemsOf(text)).toMatch(/own files or folders|is not used here/);
  });

  it('looks into the kustomizations of folders, too', () => {
    const withFolder = (resources: readonly string[]) =>
      baseText({
        'kustomization.yaml': stringify({ resources: ['queue'] }),
        'queue/kustomization.yaml': stringify({ resources }),
      });
    expect(problemsOf(withFolder(['../page.yaml']))).toBe('');
    expect(problemsOf(withFolder(['../../page.yaml']))).toMatch(
      /queue\/kustomization\.yaml: /,
    );
  });
});
