import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { replicasOf } from '@mandate/plugin-mandate-node';
import {
  changesOnCluster,
  configure,
  deleteIt,
  deploy,
  reapply,
  resize,
  restart,
  rollback,
  rollingDeploy,
  scale,
  V2,
} from '../__testUtils__/changesOnCluster';
import { configMap, deployment } from '../__testUtils__/manifests';

jest.setTimeout(60_000);

const { change, read, deployed, applyAs, access, namespace } =
  changesOnCluster();

interface Marks {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

function marked(object: ClusterObject, marks: Marks): ClusterObject {
  return { ...object, metadata: { ...object.metadata, ...marks } };
}

async function ownNamespace(): Promise<void> {
  await access().apply(
    'test',
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace() } },
    {},
  );
}

const ARGO_CD: Marks = {
  annotations: {
    'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:t/checkout',
  },
};
const FLUX: Marks = { labels: { 'kustomize.toolkit.fluxcd.io/name': 'shop' } };

describe('what another tool manages', () => {
  it.each<[string, string, Marks, string]>([
    ['Argo CD', 'argocd-controller', ARGO_CD, "Argo CD application 'shop'"],
    ['Flux', 'kustomize-controller', FLUX, "Flux Kustomization 'shop'"],
    [
      'kro',
      'kro.run/applyset',
      {
        labels: {
          'kro.run/owned': 'true',
          'kro.run/instance-name': 'shop',
          'kro.run/instance-kind': 'WebService',
        },
      },
      "kro WebService 'shop'",
    ],
    [
      'Helm',
      'helm',
      {
        labels: { 'app.kubernetes.io/managed-by': 'Helm' },
        annotations: {
          'meta.helm.sh/release-name': 'shop',
          'meta.helm.sh/release-namespace': 'shop',
        },
      },
      "Helm release 'shop'",
    ],
    [
      'an operator',
      'minio-operator',
      { labels: { 'app.kubernetes.io/managed-by': 'minio-operator' } },
      "the operator 'minio-operator'",
    ],
    ['Argo CD without a mark', 'argocd-controller', {}, 'Argo CD'],
  ])(
    'is changed by no kind, and each says where to do it: %s',
    async (_, manager, marks, name) => {
      await ownNamespace();
      await applyAs(manager, marked(deployment({}), marks));
      const before = await read();
      const attempts = [
        change(deploy).planOutcome({ objects: [deployment({ replicas: 3 })] }),
        change(deploy).planOutcome({ image: V2 }),
        change(rollingDeploy).planOutcome({ image: V2 }),
        change(scale).planOutcome({ replicas: 3 }),
        change(resize).planOutcome({ requests: { cpu: '200m' } }),
        change(configure).planOutcome({ env: { set: { LEVEL: 'debug' } } }),
        change(restart).planOutcome({}),
        change(rollback).planOutcome({}),
        change(deleteIt).planOutcome({}),
      ];
      for (const attempt of attempts) {
        expect(await attempt).toEqual({
          type: 'impossible',
          words: expect.stringMatching(
            new RegExp(
              `managed by ${name} \\(.*which would undo the change\\. \\w.* To have Mandate manage it instead: `,
            ),
          ),
        });
      }
      expect((await read()).metadata.generation).toBe(
        before.metadata.generation,
      );
    },
  );

  it('is not changed through an object beside the workload either', async () => {
    await deployed();
    await applyAs(
      'kustomize-controller',
      marked(configMap({ level: 'info' }), FLUX),
    );
    expect(
      await change(deploy).planOutcome({
        objects: [configMap({ level: 'debug' })],
      }),
    ).toMatchObject({
      type: 'impossible',
      words: expect.stringMatching(
        /ConfigMap 'checkout' is managed by Flux Kustomization 'shop'/,
      ),
    });
  });

  it('is no drift to put back once a tool has taken it over from Mandate', async () => {
    await deployed();
    await applyAs(
      'argocd-controller',
      marked(deployment({ replicas: 5 }), ARGO_CD),
    );
    expect(await change(reapply).planOutcome({})).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining("Argo CD application 'shop'"),
    });
  });

  it('comes to Mandate when the tool has let go and the change names it, and is ours from then on', async () => {
    await ownNamespace();
    await applyAs('argocd-controller', deployment({ replicas: 2 }));
    const adopting = change(deploy);
    const plan = await adopting.plan({
      objects: [deployment({ replicas: 3 })],
      takeOverFrom: ['argocd-controller'],
    });
    await adopting.run(plan);
    expect(replicasOf(await read())).toBe(3);
    const next = change(scale);
    await next.run(await next.plan({ replicas: 2 }));
    expect(replicasOf(await read())).toBe(2);
  });
});
