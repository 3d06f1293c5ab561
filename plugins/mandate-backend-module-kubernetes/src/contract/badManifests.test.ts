import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { changesOnCluster, deploy } from '../__testUtils__/changesOnCluster';
import { configMap, deployment, service } from '../__testUtils__/manifests';

jest.setTimeout(60_000);

const { change, deployed, find } = changesOnCluster();

function asText(...objects: readonly ClusterObject[]): string {
  return objects.map(object => JSON.stringify(object)).join('\n---\n');
}

async function refusalOf(manifests: string): Promise<string> {
  const outcome = await change(deploy).planOutcome({ manifests });
  return outcome.type === 'impossible' ? outcome.words : outcome.type;
}

/** What the API server has against objects is asked of it; what has nothing to do with a server is not. */
describe('manifests that cannot be deployed say why, and nothing of them is written', () => {
  it.each<[string, string, RegExp]>([
    ['no manifest', 'just text', /^Document 1: it: /],
    ['half a manifest', '{"kind":', /^Document 1: /],
    [
      'a field that does not exist',
      asText({
        ...deployment({}),
        spec: { ...Object(deployment({}).spec), replica: 2 },
      }),
      /unknown field|field not declared/,
    ],
    [
      'a value of another type',
      asText({ ...deployment({}), spec: { replicas: 'many' } }),
      /replicas|expected/i,
    ],
    [
      'a value that is not allowed',
      asText({
        ...service(),
        spec: { ports: [{ port: 70_000 }] },
      }),
      /spec\.ports\[0\]\.port|70000/,
    ],
    [
      'a name that cannot be',
      asText({ ...configMap({}), metadata: { name: 'Not A Name' } }),
      /metadata\.name|Not A Name/,
    ],
    [
      'a kind that nobody knows',
      asText({
        apiVersion: 'example.test/v1',
        kind: 'Thing',
        metadata: { name: 'a' },
      }),
      /Thing a \(example\.test\/v1\) is no kind that a deploy may write/,
    ],
    [
      'a version of a kind that is served no more',
      asText({ ...deployment({}), apiVersion: 'extensions/v1beta1' }),
      /extensions\/v1beta1/,
    ],
    [
      'a kind that would change the whole cluster',
      asText({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'all' },
      }),
      /ClusterRole all .* is no kind that a deploy may write/,
    ],
    [
      'another namespace',
      asText({
        ...configMap({}),
        metadata: { name: 'a', namespace: 'kube-system' },
      }),
      /names the namespace 'kube-system'/,
    ],
    [
      'the same object twice',
      asText(configMap({ a: '1' }), configMap({ a: '2' })),
      /^Document 2: ConfigMap checkout is there twice/,
    ],
  ])('%s', async (_, manifests, words) => {
    await deployed();
    expect(await refusalOf(manifests)).toMatch(words);
    expect(await find('ConfigMap')).toBeUndefined();
    expect(await find('Service')).toBeUndefined();
  });

  it('more text than a change may have is refused before anything reads it', () => {
    const manifests = asText(configMap({ a: 'x'.repeat(900_000) }));
    expect(deploy.inputSchema.safeParse({ manifests })).toMatchObject({
      success: false,
    });
  });
});

it('an object as large as Kubernetes allows is deployed as any other', async () => {
  await deployed();
  const driver = change(deploy);
  const large = 'x'.repeat(800_000);
  const plan = await driver.plan({ manifests: asText(configMap({ large })) });
  await driver.run(plan);
  expect((await find('ConfigMap'))?.data).toEqual({ large });
});
