import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAST_TIMING, startEmbeddedCluster } from '@mandate/embedded-cluster';
import { type Place, placeAt } from '../cluster/Place';

/** A bare cluster, with its kubeconfig and a folder for what is written. */
export interface BareCluster {
  readonly kubeconfig: string;
  readonly place: Place;
  readonly folder: string;
  stop(): Promise<void>;
}

/** The control plane that `MANDATE_TEST_KUBECONFIG` names, or an embedded cluster. */
export async function startBareCluster(): Promise<BareCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'mandate-bootstrap-'));
  const given = process.env.MANDATE_TEST_KUBECONFIG;
  if (given) {
    const place = placeAt({ kubeconfig: given });
    const volumes = ['20Gi', '2Gi'].map((size, index) =>
      volume(`bootstrap-test-${index}`, size),
    );
    for (const object of volumes) {
      await place.access.apply(place.cluster, object, {});
    }
    const stop = async () => {
      for (const { apiVersion, kind, metadata } of volumes) {
        const reference = { apiVersion, kind, name: metadata.name };
        await place.access.remove(place.cluster, reference, {});
      }
    };
    return { kubeconfig: given, place, folder, stop };
  }
  const embedded = await startEmbeddedCluster({
    host: '127.0.0.1',
    timing: FAST_TIMING,
  });
  const kubeconfig = join(folder, 'admin.kubeconfig');
  embedded.writeKubeconfig(kubeconfig);
  return {
    kubeconfig,
    place: placeAt({ kubeconfig }),
    folder,
    stop: () => embedded.close(),
  };
}

/** A control plane without a provisioner binds claims to volumes that are there. */
function volume(name: string, storage: string) {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage },
      accessModes: ['ReadWriteOnce'],
      hostPath: { path: `/tmp/${name}` },
    },
  };
}
