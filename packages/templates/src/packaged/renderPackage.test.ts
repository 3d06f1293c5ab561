import { parsed } from '../__testUtils__/library';
import { JsonObject } from '../json';
import { renderTemplate } from '../rendering/renderTemplate';
import { previewUpgrade } from '../upgrade/previewUpgrade';
import { packageText } from './packageText';
import { PackageRenderer, renderPackage } from './renderPackage';

const instance = { name: 'checkout', namespace: 'shop' };
const schema = JSON.stringify({
  properties: { size: { type: 'integer', maximum: 9 } },
});

function template(version = '1') {
  return parsed(
    packageText({
      name: 'greeter',
      format: 'helm',
      files: {
        'Chart.yaml': `name: greeter\nversion: ${version}.0.0\n`,
        'values.yaml': 'size: 3\n',
        'values.schema.json': schema,
      },
    }),
  );
}

function configMap(data: JsonObject, metadata: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'checkout', ...metadata },
    data,
  };
}

/** Renders the objects that it is given, or those that a function makes of the values. */
function rendererOf(
  objects: readonly unknown[] | ((values: JsonObject) => readonly unknown[]),
): PackageRenderer {
  return {
    render: async ({ values }) => ({
      ok: true,
      objects: typeof objects === 'function' ? objects(values) : objects,
    }),
  };
}

async function render(
  objects: Parameters<typeof rendererOf>[0],
  values: JsonObject = {},
) {
  return renderTemplate({
    template: await renderPackage({
      template: template(),
      renderer: rendererOf(objects),
      instance,
      values,
    }),
    instance,
    values,
  });
}

async function refusal(objects: readonly unknown[]): Promise<string> {
  const result = await render(objects);
  return result.ok ? '' : result.problems.map(({ message }) => message).join();
}

describe('renderPackage', () => {
  it('gives the program the values with all defaults, and places what it renders', async () => {
    const result = await render(({ size }) => [
      configMap({ size: String(size), script: 'echo ${HOME}' }),
    ]);
    expect(result).toMatchObject({
      ok: true,
      values: { size: 3 },
      objects: [
        {
          metadata: { name: 'checkout', namespace: 'shop' },
          data: { size: '3', script: 'echo ${HOME}' },
        },
      ],
    });
  });

  it('gives the program no values that are not allowed', async () => {
    const asked = jest.fn();
    const values = { size: 10 };
    const rendered = await renderPackage({
      template: template(),
      renderer: { render: asked },
      instance,
      values,
    });
    expect(asked).not.toHaveBeenCalled();
    expect(
      renderTemplate({ template: rendered, instance, values }),
    ).toMatchObject({ ok: false, problems: [{ path: 'size' }] });
  });

  it('takes objects that name the instance’s own namespace', async () => {
    await expect(
      render([configMap({}, { namespace: 'shop' })]),
    ).resolves.toMatchObject({ ok: true });
  });

  it.each<[string, readonly unknown[], RegExp]>([
    [
      'another namespace',
      [configMap({}, { namespace: 'kube-system' })],
      /Leave the namespace out/,
    ],
    [
      'a Secret',
      [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }],
      /never holds a Secret/,
    ],
    [
      'what lives outside namespaces',
      [
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRole',
          metadata: { name: 'a' },
        },
      ],
      /outside namespaces/,
    ],
    [
      'a hook',
      [configMap({}, { annotations: { 'helm.sh/hook': 'pre-install' } })],
      /ConfigMap checkout is a hook/,
    ],
    ['nothing', [], /no objects/],
    ['something else', ['text'], /no JSON object/],
    ['a value beyond JSON', [configMap({ a: NaN })], /no JSON object/],
    [
      'the same object twice',
      [configMap({}), configMap({})],
      /render the same/,
    ],
    [
      'more objects than an instance has',
      Array.from({ length: 101 }, (_, index) =>
        configMap({}, { name: `a${index}` }),
      ),
      /at most 100/,
    ],
  ])('refuses %s', async (_, objects, words) => {
    expect(await refusal(objects)).toMatch(words);
  });

  it('tells what the program says, and is never rendered without it', async () => {
    const failing: PackageRenderer = {
      render: async () => ({ ok: false, message: 'helm is not there.' }),
    };
    const tried = await renderPackage({
      template: template(),
      renderer: failing,
      instance,
      values: {},
    });
    expect(
      renderTemplate({ template: tried, instance, values: {} }),
    ).toMatchObject({
      ok: false,
      problems: [{ message: 'helm is not there.' }],
    });
    expect(
      renderTemplate({ template: template(), instance, values: {} }),
    ).toMatchObject({ ok: false, problems: [{ path: 'spec.files' }] });
  });

  it('previews an upgrade by rendering both versions', async () => {
    const version = (text: string) =>
      renderPackage({
        template: template(text),
        renderer: rendererOf([configMap({ version: text })]),
        instance,
        values: {},
      });
    expect(
      previewUpgrade({
        before: await version('1'),
        after: await version('2'),
        instance,
        values: {},
      }),
    ).toMatchObject({
      status: 'changes',
      objects: [
        {
          action: 'update',
          before: { data: { version: '1' } },
          after: { data: { version: '2' } },
        },
      ],
    });
  });
});
