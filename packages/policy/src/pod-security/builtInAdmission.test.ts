import { collectionPath } from '../admission/defaulting/__testUtils__/collectionPath';
import { liveCluster } from '../admission/defaulting/__testUtils__/liveCluster';
import { baselineCases } from './__testUtils__/baselineCases';
import { minimalPod } from './__testUtils__/minimalPod';
import { profileCases } from './__testUtils__/profileCases';
import { restrictedCases } from './__testUtils__/restrictedCases';
import { podSecurityManifests } from './podSecurityManifests';

const kubeconfig = process.env.MANDATE_TEST_KUBECONFIG;
const onRealCluster = kubeconfig ? describe : describe.skip;

/** Before, between and after the changes of the standard; 1.36 is the newest that a server of 1.36 knows. */
const minors = [7, 18, 21, 24, 25, 28, 30, 33, 34, 36];
const settings = (['baseline', 'restricted'] as const).flatMap(level =>
  minors.map(minor => ({ level, minor, name: `${level}-${minor}` })),
);
const cases = [...baselineCases, ...profileCases, ...restrictedCases];

/** A new policy acts after up to a second; a slow machine gets a minute. */
const longestStartMs = 60_000;
const retryMs = 200;

onRealCluster('on a real control plane', () => {
  let cluster: ReturnType<typeof liveCluster>;
  const installed: { readonly path: string }[] = [];

  async function install(object: { readonly metadata: { name: string } }) {
    const collection = collectionPath(object, 'default');
    const answer = await eventually(
      () => cluster.request('POST', collection, object),
      ({ status }) => status !== 404,
    );
    expect([201, 409]).toContain(answer.status);
    installed.unshift({ path: `${collection}/${object.metadata.name}` });
  }

  const dryRun = (namespace: string, pod: object) =>
    cluster.request(
      'POST',
      `${collectionPath(pod, namespace)}?dryRun=All`,
      pod,
    );

  beforeAll(async () => {
    cluster = liveCluster(kubeconfig ?? '');
    for (const { level, minor, name } of settings) {
      await install(
        namespaceNamed(`built-in-${name}`, {
          'pod-security.kubernetes.io/enforce': level,
          'pod-security.kubernetes.io/enforce-version': `v1.${minor}`,
        }),
      );
      await install(namespaceNamed(`policies-${name}`, { judged: name }));
    }
    const manifests = podSecurityManifests(
      settings.map(setting => ({
        ...setting,
        actions: ['Deny'],
        namespaceSelector: { matchLabels: { judged: setting.name } },
      })),
    );
    for (const manifest of manifests) {
      await install(manifest);
    }
    for (const { name, level, minor } of settings) {
      await eventually(
        () =>
          dryRun(
            `policies-${name}`,
            minimalPod(level, minor, { spec: { hostPID: true } }),
          ),
        ({ status }) => status === 403,
      );
    }
  }, 5 * longestStartMs);

  afterAll(async () => {
    for (const { path } of installed) {
      await cluster.request('DELETE', path);
    }
    cluster.close();
  }, longestStartMs);

  it.each(settings)(
    'the policies judge each case as the built-in admission does at $level 1.$minor',
    async ({ level, minor, name }) => {
      for (const { what, parts } of cases) {
        const pod = minimalPod(level, minor, parts);
        const builtIn = await dryRun(`built-in-${name}`, pod);
        const policies = await dryRun(`policies-${name}`, pod);
        expect({ what, status: policies.status }).toEqual({
          what,
          status: builtIn.status,
        });
      }
    },
    longestStartMs,
  );
});

function namespaceNamed(
  name: string,
  labels: Readonly<Record<string, string>>,
) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

async function eventually<T>(
  attempt: () => Promise<T>,
  isDone: (result: T) => boolean,
): Promise<T> {
  const endMs = performance.now() + longestStartMs;
  for (;;) {
    const result = await attempt();
    if (isDone(result)) {
      return result;
    }
    if (performance.now() > endMs) {
      throw new Error(`still ${JSON.stringify(result)}`);
    }
    await new Promise(resolve => setTimeout(resolve, retryMs));
  }
}
