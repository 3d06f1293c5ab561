import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAST_TIMING, startEmbeddedCluster } from '@mandate/embedded-cluster';
import type {
  ClusterObject,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { ChangeKind } from '@mandate/plugin-mandate-node';
import { ClusterRegistry } from '../../src/cluster/ClusterRegistry';
import { KubernetesClusterAccess } from '../../src/cluster/KubernetesClusterAccess';
import type { DeployInput } from '../../src/kinds/deploy/deployInput';
import { deployKind } from '../../src/kinds/deploy/deployKind';
import { ApprovedTemplates } from '../../src/templates/ApprovedTemplates';
import { TemplateFolders } from '../../src/templates/TemplateFolders';
import type { Figure } from '../reflector/reflector';
import { stack } from './stack';

const target: TargetFacts = {
  entityRef: 'component:default/stack',
  environment: 'dev',
  cluster: 'bench',
  namespace: 'bench',
  workload: { kind: 'Deployment', name: 'stack-0' },
  name: 'stack',
  entityKind: 'Component',
  tags: [],
  tier: 3,
  production: false,
  inCatalog: true,
};

class StackOnCluster {
  readonly #clusters: KubernetesClusterAccess;
  readonly #kind: ChangeKind<DeployInput>;
  readonly #signal = new AbortController().signal;

  constructor(path: string) {
    this.#clusters = new KubernetesClusterAccess(
      new ClusterRegistry([
        { name: 'bench', source: { type: 'kubeconfig', path } },
      ]),
    );
    this.#kind = deployKind({
      verification: { soakSeconds: 1, deadlineSeconds: 60 },
      mostPruned: 10,
      now: () => new Date(),
      templates: new ApprovedTemplates(
        new TemplateFolders({ directories: [] }),
      ),
    });
  }

  async deploy(objects: readonly ClusterObject[]): Promise<void> {
    const outcome = await this.#plan(objects);
    if (outcome.type !== 'planned') {
      throw new Error(outcome.words);
    }
    const { plan } = outcome;
    for (const { id } of plan.steps) {
      const acted = await this.#kind.step(plan, id).act({
        ...this.#context(),
        plan,
        changeId: 'bench',
        revision: 1,
        fence: 1,
        idempotencyKey: `bench/1/${id}`,
        report: () => {},
      });
      if (acted.type !== 'acted') {
        throw new Error(`${id}: ${acted.words}`);
      }
    }
  }

  async time(
    objects: readonly ClusterObject[],
    rounds: number,
  ): Promise<{ readonly medianMs: number; readonly cpuMs: number }> {
    const times: number[] = [];
    const before = process.cpuUsage();
    for (let round = 0; round < rounds; round += 1) {
      const startedAt = performance.now();
      await this.#plan(objects);
      times.push(performance.now() - startedAt);
    }
    const { user, system } = process.cpuUsage(before);
    times.sort((left, right) => left - right);
    return {
      medianMs: times[Math.floor(rounds / 2)] ?? 0,
      cpuMs: (user + system) / 1_000 / rounds,
    };
  }

  #plan(objects: readonly ClusterObject[]) {
    const input = this.#kind.inputSchema.parse({ objects, prune: true });
    return this.#kind.plan(this.#context(), input);
  }

  #context() {
    return { target, clusters: this.#clusters, signal: this.#signal };
  }
}

/** Times of planning a deployed stack again: as it is, changed in every object, and with five objects less. */
export async function measurePlans(size: {
  readonly objects: number;
  readonly rounds: number;
}): Promise<readonly Figure[]> {
  const cluster = await startEmbeddedCluster({
    host: '127.0.0.1',
    timing: FAST_TIMING,
  });
  try {
    const path = join(await mkdtemp(join(tmpdir(), 'plan-')), 'config');
    cluster.writeKubeconfig(path);
    const stackOnCluster = new StackOnCluster(path);
    const deployed = stack(size.objects, 'v1');
    await stackOnCluster.deploy(deployed);
    const cases = [
      ['nothing changes', deployed],
      ['every object changes', stack(size.objects, 'v2')],
      ['five are removed', deployed.slice(0, size.objects - 5)],
    ] as const;
    const figures: Figure[] = [];
    for (const [name, objects] of cases) {
      const { medianMs, cpuMs } = await stackOnCluster.time(
        objects,
        size.rounds,
      );
      figures.push(
        {
          name: `Plan of ${size.objects} objects, ${name}`,
          value: Math.round(medianMs),
          unit: 'ms',
        },
        {
          name: 'of it CPU, the API server in the same process included',
          value: Math.round(cpuMs),
          unit: 'ms',
        },
      );
    }
    return figures;
  } finally {
    await cluster.close();
  }
}
