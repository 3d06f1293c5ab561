import { randomUUID } from 'node:crypto';
import { changesOnCluster, deploy } from '../__testUtils__/changesOnCluster';
import { deployment } from '../__testUtils__/manifests';
import { allPassing, notPassing } from '../__testUtils__/runChange';
import { deployKind } from '../kinds/deploy/deployKind';
import { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { TemplateFolders } from '../templates/TemplateFolders';
import { BASELINE_MS } from './baseline';
import { baselineName, readBaseline } from './recordBaseline';

jest.setTimeout(90_000);

const { change, access, namespace } = changesOnCluster();

/** A deploy whose first minutes are over. */
const laterDeploy = deployKind({
  verification: { soakSeconds: 1, deadlineSeconds: 60 },
  mostPruned: 10,
  now: () => new Date(Date.now() + BASELINE_MS + 5_000),
  templates: new ApprovedTemplates(new TemplateFolders({ directories: [] })),
});

function kept(changeId: string) {
  return access().read('test', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: namespace(),
    name: baselineName(changeId),
  });
}

/** A given cluster need not have a Prometheus. */
const onEmbeddedCluster = process.env.MANDATE_TEST_KUBECONFIG
  ? describe.skip
  : describe;

onEmbeddedCluster('the first minutes of a release', () => {
  it('are kept beside its record, when they are over', async () => {
    const changeId = `chg-${randomUUID().slice(0, 8)}`;
    const driver = change(deploy, { changeId });
    const plan = await driver.plan({
      objects: [
        deployment({ podAnnotations: { 'prometheus.io/scrape': 'true' } }),
      ],
    });
    await driver.run(plan);
    const checks = await driver.checkUntil(plan, allPassing);
    expect(notPassing(checks)).toEqual([]);
    expect(checks).toContainEqual(
      expect.objectContaining({
        id: 'monitoring',
        words: 'Prometheus has series of all 2 pods.',
      }),
    );

    const outcome = await driver.afterVerification(plan);
    expect(outcome).toMatchObject({ type: 'call-again' });
    // What is written before takes its time on a busy machine.
    expect(outcome && outcome.afterMs).toBeLessThanOrEqual(
      BASELINE_MS + 60_000,
    );
    expect(await kept(changeId)).toBeUndefined();

    const later = change(laterDeploy, { changeId });
    expect(await later.afterVerification(plan)).toBeUndefined();
    const object = await kept(changeId);
    const baseline = object && readBaseline(object);
    expect(baseline).toMatchObject({
      cpuCores: expect.any(Number),
      memoryBytes: expect.any(Number),
      latencySeconds: expect.any(Number),
    });
    // Two pods with twelve requests a second each, give or take their swing.
    expect(baseline?.requestsPerSecond).toBeGreaterThan(10);
    expect(baseline?.errorShare).toBeLessThan(0.01);
    expect(object?.metadata.ownerReferences).toMatchObject([
      { name: `mandate-release-${changeId}` },
    ]);

    // Written once: another replica that comes later changes nothing.
    await later.afterVerification(plan);
    expect((await kept(changeId))?.metadata.resourceVersion).toBe(
      object?.metadata.resourceVersion,
    );
  });
});
