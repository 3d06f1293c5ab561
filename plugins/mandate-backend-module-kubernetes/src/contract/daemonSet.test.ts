import type { TargetFacts } from '@mandate/plugin-mandate-common';
import {
  changesOnCluster,
  configure,
  resize,
  restart,
  rollback,
  scale,
} from '../__testUtils__/changesOnCluster';
import { deployment } from '../__testUtils__/manifests';

jest.setTimeout(60_000);

const { change, applyAs, access, namespace } = changesOnCluster();

/** The pods of the Deployment `checkout`, one on each node. */
async function daemonSet(name: string): Promise<void> {
  const { selector, template } = deployment({}).spec as Record<string, object>;
  await access().apply(
    'test',
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace() } },
    {},
  );
  await applyAs('kubectl', {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, labels: { app: 'checkout' } },
    spec: { selector, template },
  });
}

describe('where only a DaemonSet runs', () => {
  it.each<[string, string, Partial<TargetFacts>]>([
    ['carries the labels', 'node-agent', { labelSelector: 'app=checkout' }],
    ['has the name', 'checkout', {}],
  ])('says which, when it %s of the target', async (_, name, facts) => {
    await daemonSet(name);
    const attempts = [
      change(scale, { facts }).planOutcome({ replicas: 3 }),
      change(restart, { facts }).planOutcome({}),
      change(rollback, { facts }).planOutcome({}),
      change(resize, { facts }).planOutcome({ requests: { cpu: '1' } }),
      change(configure, { facts }).planOutcome({ env: { set: { A: 'b' } } }),
    ];
    for (const attempt of attempts) {
      expect(await attempt).toEqual({
        type: 'impossible',
        words: `There is no Deployment 'checkout' in namespace '${namespace()}' of cluster 'test', only the DaemonSet '${name}'. It has one pod on each node, and changes of this kind are for a Deployment or a StatefulSet: change it where its manifest is kept.`,
      });
    }
  });

  it('is not named when it is another’s', async () => {
    await daemonSet('node-agent');
    expect(await change(restart).planOutcome({})).toEqual({
      type: 'impossible',
      words: expect.stringMatching(
        /of cluster 'test', and this change is for one that runs. Deploy it first, from a template or with its manifests.$/,
      ),
    });
  });
});
