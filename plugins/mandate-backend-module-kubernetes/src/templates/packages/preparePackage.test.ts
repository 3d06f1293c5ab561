import { parse } from 'yaml';
import { preparePackage } from './preparePackage';

const instance = { name: 'checkout', namespace: 'shop' };

describe('preparePackage', () => {
  it('gives helm the chart, a file of values, and nothing that it could fetch or run', () => {
    const prepared = preparePackage({
      format: 'helm',
      files: { 'Chart.yaml': 'name: a', 'templates/a.yaml': 'kind: A' },
      instance,
      values: { text: '{{ .Release.Name }} $(whoami) --set a=b' },
    });
    expect(prepared).toEqual({
      files: {
        'chart/Chart.yaml': 'name: a',
        'chart/templates/a.yaml': 'kind: A',
        'values.json': '{"text":"{{ .Release.Name }} $(whoami) --set a=b"}',
      },
      arguments: [
        'template',
        '--namespace',
        'shop',
        '--values',
        'values.json',
        '--kube-version',
        expect.stringMatching(/^1\.\d+\.0$/),
        '--skip-tests',
        '--',
        'checkout',
        './chart',
      ],
    });
  });

  it.each<[string, string, Record<string, unknown>, string | undefined]>([
    ['gets the instance’s name', "fullnameOverride: ''", {}, 'checkout'],
    [
      'keeps the name that is given',
      "fullnameOverride: ''",
      { fullnameOverride: 'till' },
      'till',
    ],
    ['has no such value, and gets none', 'replicas: 1', {}, undefined],
    ['has values that are no YAML', 'a: [', {}, undefined],
  ])('a chart %s', (_, text, values, name) => {
    const { files } = preparePackage({
      format: 'helm',
      files: { 'values.yaml': text },
      instance,
      values,
    });
    expect(JSON.parse(files['values.json']).fullnameOverride).toBe(name);
  });

  it('gives kustomize the base below a kustomization of its own, and the values as a ConfigMap of texts', () => {
    const { files, arguments: given } = preparePackage({
      format: 'kustomize',
      files: { 'kustomization.yaml': '{}', 'parameters.yaml': 'old' },
      instance,
      values: { replicas: 3, on: true, text: 'a: b', instance: 'mine' },
    });
    expect(given).toEqual(['kustomize', './instance']);
    expect(Object.keys(files).sort()).toEqual([
      'base/kustomization.yaml',
      'base/parameters.yaml',
      'instance/kustomization.yaml',
    ]);
    expect(parse(files['base/parameters.yaml'])).toMatchObject({
      kind: 'ConfigMap',
      metadata: {
        annotations: { 'config.kubernetes.io/local-config': 'true' },
      },
      data: {
        replicas: '3',
        on: 'true',
        text: 'a: b',
        instance: 'checkout',
        namespace: 'shop',
      },
    });
    expect(parse(files['instance/kustomization.yaml'])).toEqual({
      resources: ['../base'],
      namespace: 'shop',
    });
  });
});
