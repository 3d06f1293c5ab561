import type { ClusterObject, Plan } from '@mandate/plugin-mandate-common';
import type { ChangeKind, ObjectReference } from '@mandate/plugin-mandate-node';
import { z } from 'zod';

/** Where the fake cluster keeps an object. */
export function keyOf({
  kind,
  namespace,
  name,
}: Pick<ObjectReference, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}

const settingsInput = z.looseObject({
  configMap: z.object({
    name: z.string(),
    set: z.record(z.string(), z.string()),
  }),
});

/** Stands for the Kubernetes module's kind: one object, one step. */
export function fakeConfigure(cluster: Map<string, ClusterObject>): ChangeKind {
  const dataOf = (plan: Plan) => plan.objects[0].after;
  return {
    name: 'configure',
    title: 'Configure',
    description: '',
    inputSchema: settingsInput,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0,
    },
    describe: () => '',
    async plan({ target }, input) {
      const { configMap } = settingsInput.parse(input);
      const { namespace } = target;
      const key = keyOf({ kind: 'ConfigMap', namespace, name: configMap.name });
      const before = cluster.get(key) ?? null;
      if (JSON.stringify(before?.data) === JSON.stringify(configMap.set)) {
        return { type: 'nothing-to-do', words: 'It is so.' };
      }
      const none = { replicas: 0, cpuCores: 0, memoryGiB: 0, storageGiB: 0 };
      const named = { apiVersion: 'v1', kind: 'ConfigMap' };
      return {
        type: 'planned',
        plan: {
          summary: '1 object',
          objects: [
            {
              ...named,
              namespace,
              name: configMap.name,
              action: before ? 'update' : 'create',
              before,
              after: {
                ...named,
                metadata: {
                  namespace,
                  name: configMap.name,
                  labels: { 'mandate.dev/entity': 'default.checkout' },
                },
                data: configMap.set,
              },
            },
          ],
          steps: [{ id: 'apply-0', title: 'Apply', effect: true }],
          figures: { before: none, after: none },
          images: [],
          baseVersion: 'v1',
          undo: { words: 'undone', typicalSeconds: 1 },
          verification: { soakSeconds: 0, deadlineSeconds: 60 },
        },
      };
    },
    observeVersion: async () => 'v1',
    step: plan => {
      const after = dataOf(plan);
      const key = keyOf({
        kind: 'ConfigMap',
        namespace: after?.metadata.namespace,
        name: after?.metadata.name ?? '',
      });
      const seen = () =>
        JSON.stringify(cluster.get(key)?.data) === JSON.stringify(after?.data);
      return {
        observe: async () => ({
          type: seen() ? 'present' : 'absent',
          words: '',
        }),
        act: async () => {
          if (after) {
            cluster.set(key, after);
          }
          return { type: 'acted' };
        },
      };
    },
    check: async () => [],
  };
}
