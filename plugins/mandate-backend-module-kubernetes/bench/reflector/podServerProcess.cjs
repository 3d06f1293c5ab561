const { createServer } = require('node:http');

let pods = 0;
let connections = 0;
/** Texts and the names of what stands between them, in turns. */
let split = [];

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  response.setHeader('content-type', 'application/json');
  if (pathname === '/api/v1') {
    response.end(
      JSON.stringify({
        kind: 'APIResourceList',
        resources: [{ name: 'pods', kind: 'Pod', namespaced: true }],
      }),
    );
  } else if (searchParams.get('sendInitialEvents') === 'true') {
    stream(response);
  } else if (searchParams.get('watch') === 'true') {
    response.flushHeaders();
  } else {
    const limit = Number(searchParams.get('limit') || pods);
    const from = Number(searchParams.get('continue') || 0);
    page(response, from, Math.min(pods, from + limit));
  }
});

function page(response, from, end) {
  const metadata = { resourceVersion: '900000' };
  if (end < pods) {
    metadata.continue = `${end}`;
  }
  const items = [];
  for (let index = from; index < end; index += 1) {
    items.push(podText(index));
  }
  response.end(
    `{"kind":"PodList","apiVersion":"v1","metadata":${JSON.stringify(
      metadata,
    )},"items":[${items.join(',')}]}`,
  );
}

async function stream(response) {
  for (let index = 0; index < pods; index += 1) {
    const goesOn = response.write(
      `{"type":"ADDED","object":${podText(index)}}\n`,
    );
    if (!goesOn) {
      await new Promise(resolve => {
        response.once('drain', resolve);
      });
    }
  }
  response.write(
    '{"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"resourceVersion":"900000","annotations":{"k8s.io/initial-events-end":"true"}}}}\n',
  );
}

/** A pod as a server of 1.36 gives it, 5.5 KB; twenty of one workload are alike but for what is a pod's own. */
function podText(index) {
  const workload = Math.floor(index / 20);
  const values = {
    NAME: `checkout-${workload}-7d9f8b6c5d-${index
      .toString(36)
      .padStart(5, '0')}`,
    WORKLOAD: `checkout-${workload}`,
    NAMESPACE: `team-${workload % 200}`,
    UID: `0a1b2c3d-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
    VERSION: `${100_000 + index}`,
    NODE: `node-${index % 1_000}.example.internal`,
    ADDRESS: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
  };
  let text = '';
  for (let part = 0; part < split.length; part += 1) {
    text += part % 2 === 0 ? split[part] : values[split[part]];
  }
  return text;
}

const managed = manager => ({
  manager,
  operation: 'Update',
  apiVersion: 'v1',
  time: '2026-11-26T12:00:00Z',
  fieldsType: 'FieldsV1',
  fieldsV1: {
    'f:metadata': {
      'f:generateName': {},
      'f:labels': { '.': {}, 'f:app': {}, 'f:version': {} },
      'f:ownerReferences': { '.': {}, 'k:{"uid":"@UID@"}': {} },
    },
    'f:spec': {
      'f:containers': {
        'k:{"name":"main"}': {
          '.': {},
          'f:image': {},
          'f:imagePullPolicy': {},
          'f:livenessProbe': { 'f:httpGet': { 'f:path': {}, 'f:port': {} } },
          'f:resources': {
            'f:limits': { 'f:memory': {} },
            'f:requests': { 'f:cpu': {}, 'f:memory': {} },
          },
          'f:terminationMessagePath': {},
        },
      },
      'f:dnsPolicy': {},
      'f:restartPolicy': {},
      'f:schedulerName': {},
    },
  },
});
const TEMPLATE = JSON.stringify({
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: {
    name: '@NAME@',
    generateName: '@WORKLOAD@-7d9f8b6c5d-',
    namespace: '@NAMESPACE@',
    uid: '@UID@',
    resourceVersion: '@VERSION@',
    creationTimestamp: '2026-11-26T12:00:00Z',
    labels: {
      app: '@WORKLOAD@',
      'pod-template-hash': '7d9f8b6c5d',
      'app.kubernetes.io/managed-by': 'mandate',
    },
    annotations: { 'prometheus.io/scrape': 'true' },
    ownerReferences: [
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        name: '@WORKLOAD@-7d9f8b6c5d',
        uid: 'f0000000-0000-4000-8000-000000000001',
        controller: true,
        blockOwnerDeletion: true,
      },
    ],
    managedFields: [managed('kube-controller-manager'), managed('kubelet')],
  },
  spec: {
    volumes: [
      {
        name: 'token',
        projected: {
          sources: [
            { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
          ],
          defaultMode: 420,
        },
      },
    ],
    containers: [
      {
        name: 'main',
        image: 'registry.example.com/shop/checkout:2.4.0',
        args: ['--port', '8080', '--verbose'],
        ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
        env: Array.from({ length: 12 }, (_, index) => ({
          name: `SETTING_${index}`,
          value: `value of setting number ${index}`,
        })),
        resources: {
          limits: { memory: '256Mi' },
          requests: { cpu: '100m', memory: '128Mi' },
        },
        volumeMounts: [
          {
            name: 'token',
            readOnly: true,
            mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
          },
        ],
        livenessProbe: {
          httpGet: { path: '/healthz', port: 'http', scheme: 'HTTP' },
          timeoutSeconds: 1,
          periodSeconds: 10,
          successThreshold: 1,
          failureThreshold: 3,
        },
        readinessProbe: {
          httpGet: { path: '/readyz', port: 'http', scheme: 'HTTP' },
          timeoutSeconds: 1,
          periodSeconds: 10,
          successThreshold: 1,
          failureThreshold: 3,
        },
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
        imagePullPolicy: 'IfNotPresent',
        securityContext: {
          allowPrivilegeEscalation: false,
          runAsNonRoot: true,
          capabilities: { drop: ['ALL'] },
        },
      },
    ],
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    serviceAccountName: 'default',
    nodeName: '@NODE@',
    securityContext: {},
    schedulerName: 'default-scheduler',
    tolerations: ['not-ready', 'unreachable'].map(key => ({
      key: `node.kubernetes.io/${key}`,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    })),
    priority: 0,
    enableServiceLinks: true,
    preemptionPolicy: 'PreemptLowerPriority',
  },
  status: {
    phase: 'Running',
    conditions: [
      'PodReadyToStartContainers',
      'Initialized',
      'Ready',
      'ContainersReady',
      'PodScheduled',
    ].map(type => ({
      type,
      status: 'True',
      observedGeneration: 1,
      lastProbeTime: null,
      lastTransitionTime: '2026-11-26T12:00:05Z',
    })),
    hostIP: '192.168.1.10',
    podIP: '@ADDRESS@',
    podIPs: [{ ip: '@ADDRESS@' }],
    startTime: '2026-11-26T12:00:00Z',
    containerStatuses: [
      {
        name: 'main',
        state: { running: { startedAt: '2026-11-26T12:00:04Z' } },
        lastState: {},
        ready: true,
        restartCount: 0,
        image: 'registry.example.com/shop/checkout:2.4.0',
        imageID:
          'registry.example.com/shop/checkout@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
        containerID: 'containerd://@UID@0123456789abcdef',
        started: true,
      },
    ],
    qosClass: 'Burstable',
  },
});

split = TEMPLATE.split(/@([A-Z]+)@/);
server.on('connection', () => {
  connections += 1;
});
server.listen(0, '127.0.0.1');
process.on('message', message => {
  const answer = () => {
    process.send({ port: server.address().port, connections });
    connections = 0;
  };
  pods = message.pods ?? pods;
  if (server.listening) {
    answer();
  } else {
    server.once('listening', answer);
  }
});
process.on('disconnect', () => process.exit());
