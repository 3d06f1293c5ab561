/**
 * What a program with @kubernetes/client-node 2.0 does: `node useClientNode2.mjs KUBECONFIG`, prints what it saw as JSON. A process
 * of its own, as the library is an ECMAScript module that tests cannot load.
 */
import * as client from 'client-node-2';

const config = new client.KubeConfig();
config.loadFromFile(process.argv[2]);
const core = config.makeApiClient(client.CoreV1Api);
const namespace = 'default';
const labels = { app: 'two' };
const seen = {};

const apps = config.makeApiClient(client.AppsV1Api);
await apps.createNamespacedDeployment({
  namespace,
  body: {
    metadata: { name: 'two' },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'mandate.test/two:v1' }] },
      },
    },
  },
});

const informer = client.makeInformer(
  config,
  `/api/v1/namespaces/${namespace}/pods`,
  () => core.listNamespacedPod({ namespace, labelSelector: 'app=two' }),
  'app=two',
);
const ready = new Set();
await new Promise((resolve, reject) => {
  const look = pod => {
    if (
      pod.status?.conditions?.some(
        it => it.type === 'Ready' && it.status === 'True',
      )
    ) {
      ready.add(pod.metadata.name);
    }
    if (ready.size === 2) {
      resolve();
    }
  };
  informer.on('add', look);
  informer.on('update', look);
  informer.on('error', reject);
  informer.start().catch(reject);
});
await informer.stop();
seen.readyPods = ready.size;

const objects = client.KubernetesObjectApi.makeApiClient(config);
const applied = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'two', namespace },
  data: { colour: 'red' },
};
const apply = (object, manager) =>
  objects.patch(
    object,
    undefined,
    undefined,
    manager,
    false,
    client.PatchStrategy.ServerSideApply,
  );
await apply(applied, 'first');
seen.conflict = await apply(
  { ...applied, data: { colour: 'blue' } },
  'second',
).then(
  () => 'none',
  error => error.code,
);
seen.metrics = (
  await new client.Metrics(config).getPodMetrics(namespace)
).items.length;
seen.missing = await core.readNamespacedPod({ name: 'none', namespace }).then(
  () => 'found',
  error => error.code,
);

process.stdout.write(JSON.stringify(seen));
process.exit(0);
