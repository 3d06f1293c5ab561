import { ObjectApi } from '../../api/ObjectApi';
import { ClusterNode } from '../../model/cluster';
import { KubernetesObject } from '../../model/KubernetesObject';
import { quantityOf } from '../../model/quantity';
import { Pod } from '../../model/workloads';
import { PODS } from '../../resources/resourceTable';
import { keyOf } from '../../resources/ResourceType';
import { Amounts, requestsOf } from './nodeFit';

const NOTHING: Amounts = new Map();

/** What the pods of each node ask for together, kept up to date with every change of a pod. */
export class NodeLoads {
  private readonly loads = new Map<string, Map<string, number>>();
  private readonly counted = new Map<
    string,
    { node: string; asked: Amounts }
  >();

  of(node: string): Amounts {
    return this.loads.get(node) ?? NOTHING;
  }

  /** Takes note of a pod's change. @returns whether room became free */
  observe(changed: KubernetesObject, objects: ObjectApi): boolean {
    const pod = objects.find(PODS, keyOf(changed));
    const { uid } = changed.metadata;
    const isThere = pod?.metadata.uid === uid && holdsRoom(pod);
    const before = this.counted.get(uid);
    if (isThere && !before && pod.spec.nodeName) {
      const asked = requestsOf(pod);
      this.counted.set(uid, { node: pod.spec.nodeName, asked });
      this.add(pod.spec.nodeName, asked, 1);
    } else if (!isThere && before) {
      this.counted.delete(uid);
      this.add(before.node, before.asked, -1);
      return true;
    }
    return false;
  }

  /** The node whose processors are least asked for; of equals the one with fewest pods. */
  leastFull(nodes: readonly ClusterNode[]): ClusterNode {
    const fullness = ({ metadata, status }: ClusterNode) => {
      const used = this.of(metadata.name);
      const share = (resource: string) =>
        (used.get(resource) ?? 0) /
        (quantityOf(status?.allocatable?.[resource]) || 1);
      return share('cpu') + share('memory') + share('pods');
    };
    return nodes.reduce((best, node) =>
      fullness(node) < fullness(best) ? node : best,
    );
  }

  private add(node: string, asked: Amounts, sign: 1 | -1): void {
    const load = this.loads.get(node) ?? new Map<string, number>();
    for (const [resource, amount] of asked) {
      load.set(resource, (load.get(resource) ?? 0) + sign * amount);
    }
    this.loads.set(node, load);
  }
}

function holdsRoom({ status }: Pod): boolean {
  return status?.phase !== 'Failed' && status?.phase !== 'Succeeded';
}
