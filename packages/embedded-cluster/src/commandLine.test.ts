import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { deployment } from './contract/ContractCase';
import { FAST_TIMING } from './simulation/SimulationTiming';
import { EmbeddedCluster, startEmbeddedCluster } from './startEmbeddedCluster';

jest.setTimeout(120_000);

const run = promisify(execFile);

/** The program at the variable's path, or of the name in PATH; says why it is not tried when there is none. */
function program(name: string, variable: string): string | undefined {
  const path = process.env[variable] || name;
  if (spawnSync(path, ['--help']).error === undefined) {
    return path;
  }
  process.stderr.write(
    `${name} is not tried on the embedded cluster: there is no ${path}. Set ${variable} to its path.\n`,
  );
  return undefined;
}

const kubectl = program('kubectl', 'MANDATE_KUBECTL');
const helm = program('helm', 'MANDATE_HELM');

describe('command lines', () => {
  let folder: string;
  let cluster: EmbeddedCluster;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-cluster-'));
    cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: FAST_TIMING,
    });
    cluster.writeKubeconfig(join(folder, 'kubeconfig'));
    writeFileSync(
      join(folder, 'web.yaml'),
      stringify(deployment('web', { replicas: 2 })),
    );
  });
  afterAll(async () => {
    await cluster.close();
    rmSync(folder, { recursive: true });
  });

  /** What a command prints; whatever its exit status is. */
  const call = async (command: string, line: string): Promise<string> => {
    const { stdout, stderr } = await run(command, line.split(' '), {
      cwd: folder,
      env: {
        ...process.env,
        HOME: folder,
        KUBECONFIG: join(folder, 'kubeconfig'),
      },
    }).catch((failed: { stdout: string; stderr: string }) => failed);
    return `${stdout}${stderr}`;
  };

  (kubectl ? describe : describe.skip)('kubectl', () => {
    const steps: [line: string, prints: RegExp][] = [
      ['apply -f web.yaml', /deployment.apps\/web created/],
      [
        'rollout status deployment/web --timeout=20s',
        /successfully rolled out/,
      ],
      ['diff -f web.yaml', /^$/],
      [
        'apply -f web.yaml --server-side --force-conflicts',
        /serverside-applied/,
      ],
      ['scale deployment/web --replicas=3', /scaled/],
      [
        'wait deployment/web --for=jsonpath={.status.readyReplicas}=3 --timeout=20s',
        /condition met/,
      ],
      [
        'set image deployment/web main=mandate.test/workload:v2',
        /image updated/,
      ],
      [
        'rollout status deployment/web --timeout=20s',
        /successfully rolled out/,
      ],
      ['rollout history deployment/web', /REVISION[^]*1[^]*2/],
      ['rollout undo deployment/web', /rolled back/],
      [
        'get pods -l app=web',
        /NAME\s+READY\s+STATUS\s+RESTARTS\s+AGE[^]*Running/,
      ],
      [
        'get deployment web -o jsonpath={.spec.template.spec.containers[0].image}',
        /workload:v[12]/,
      ],
      ['logs deployment/web --tail=2', /\S/],
      ['explain deployment.spec.replicas', /FIELD: replicas <integer>/],
      [
        'api-resources',
        /customresourcedefinitions[^]*deployments\s+deploy\s+apps\/v1/,
      ],
      ['top pods', /NAME\s+CPU/],
      ['get events', /SuccessfulCreate/],
      ['drain embedded-0 --force --timeout=20s', /drained/],
      ['uncordon embedded-0', /uncordoned/],
      ['describe deployment web', /NewReplicaSetAvailable/],
      ['delete -f web.yaml', /deployment.apps "web" deleted/],
      ['get deployment web', /NotFound/],
      // these send protobuf
      ['create namespace shop', /namespace\/shop created/],
      ['create configmap plain --from-literal=colour=red', /created/],
      ['get configmap plain -o jsonpath={.data.colour}', /^red$/],
      ['create secret generic hidden --from-literal=word=psst', /created/],
      ['get secret hidden -o jsonpath={.data.word}', /^cHNzdA==$/],
      ['create deployment made --image=mandate.test/workload:v1', /created/],
      ['rollout status deployment/made --timeout=20s', /successfully/],
      ['create job once --image=busybox', /created/],
      ['auth can-i create pods', /^yes/],
      ['create token default', /^\S+\.\S*/],
    ];

    it('does what it does on a cluster', async () => {
      for (const [line, prints] of steps) {
        expect({ line, output: await call(kubectl ?? '', line) }).toEqual({
          line,
          output: expect.stringMatching(prints),
        });
      }
    });
  });

  (helm ? describe : describe.skip)('helm', () => {
    const steps: [line: string, prints: RegExp][] = [
      ['install demo chart --wait --timeout 20s', /STATUS: deployed/],
      ['list --short', /^demo$/m],
      ['get values demo --all', /replicas: 1/],
      [
        'upgrade demo chart --set replicas=2 --wait --timeout 20s',
        /REVISION: 2/,
      ],
      ['upgrade demo chart --set replicas=none', /UPGRADE FAILED/],
      ['rollback demo 1 --wait --timeout 20s', /Rollback was a success/],
      ['history demo', /superseded[^]*failed[^]*Rollback to 1/],
      ['uninstall demo --wait --timeout 20s', /release "demo" uninstalled/],
      ['list --short', /^\s*$/],
    ];

    it('installs, upgrades, rolls back and uninstalls a chart', async () => {
      writeChart(join(folder, 'chart'));
      for (const [line, prints] of steps) {
        expect({ line, output: await call(helm ?? '', line) }).toEqual({
          line,
          output: expect.stringMatching(prints),
        });
      }
    });
  });
});

/** A chart of one Deployment and one Service. */
function writeChart(folder: string): void {
  const { spec } = deployment('{{ .Release.Name }}');
  const files = {
    'Chart.yaml': { apiVersion: 'v2', name: 'chart', version: '0.1.0' },
    'values.yaml': { replicas: 1 },
    'templates/deployment.yaml': {
      ...deployment('{{ .Release.Name }}'),
      spec: { ...spec, replicas: 'REPLICAS' },
    },
    'templates/service.yaml': {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: '{{ .Release.Name }}' },
      spec: {
        selector: { app: '{{ .Release.Name }}' },
        ports: [{ port: 80 }],
      },
    },
  };
  mkdirSync(join(folder, 'templates'), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(
      join(folder, name),
      stringify(content).replace('REPLICAS', '{{ .Values.replicas }}'),
    );
  }
}
