import { CoreV1Api, KubeConfig, makeInformer } from '@kubernetes/client-node';
import { heapBytes } from './memory';
import type { PodServer } from './podServer';
import { type Figure, since } from './reflector';

/** The same pods in the informer of client-node, whose list has no pages. */
export async function measureInformer(
  server: PodServer,
  pods: number,
): Promise<readonly Figure[]> {
  await server.havePods(pods);
  const config = new KubeConfig();
  config.loadFromFile(server.kubeconfig);
  const api = config.makeApiClient(CoreV1Api);
  const before = heapBytes();
  const informer = makeInformer(config, '/api/v1/pods', () =>
    api.listPodForAllNamespaces(),
  );
  const started = process.cpuUsage();
  await informer.start();
  const milliseconds = since(started);
  const kept = informer.list().length;
  const heap = heapBytes() - before;
  await informer.stop();
  if (kept !== pods) {
    throw new Error(`The informer kept ${kept} of ${pods} pods.`);
  }
  const of = `${pods.toLocaleString('en')} pods`;
  return [
    {
      name: `client-node's informer, initial list, ${of}`,
      value: Math.round(milliseconds / 10) / 100,
      unit: 's',
    },
    {
      name: `client-node's informer, memory a pod`,
      value: Math.round(heap / pods) / 1_000,
      unit: 'KB',
    },
  ];
}
