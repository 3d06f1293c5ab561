import {
  ClusterRefusedError,
  type StepContext,
} from '@mandate/plugin-mandate-node';
import { evictStep } from './evictStep';

/** What keeps each pod on the node, by its namespace. */
const refusals = {
  ...Object.fromEntries(
    ['one', 'two', 'three', 'four'].map(namespace => [
      namespace,
      {
        status: 403,
        message: `unable to create new content in namespace ${namespace} because it is being terminated`,
      },
    ]),
  ),
  shop: { status: 429, message: "the disruption budget 'checkout' says no" },
};

it('tells of a disruption budget before namespaces that go away by themselves', async () => {
  const reports: string[] = [];
  const ended = new AbortController();
  const context = {
    signal: ended.signal,
    target: { cluster: 'test' },
    clusters: {
      list: async () =>
        Object.keys(refusals).map(namespace => ({
          metadata: { name: 'pod', namespace, uid: namespace },
        })),
      evict: async (cluster: string, { namespace }: { namespace: string }) => {
        const refusal = Object.entries(refusals).find(
          ([name]) => name === namespace,
        )?.[1];
        throw new ClusterRefusedError({
          cluster,
          status: refusal?.status ?? 500,
          reason: 'Refused',
          message: refusal?.message ?? '',
        });
      },
    },
    report: (words: string) => {
      reports.push(words);
      ended.abort();
    },
    // safety: evicting reads and writes no more than this.
  } as unknown as StepContext;
  await expect(evictStep('node-1').act(context)).rejects.toThrow();
  expect(reports).toEqual([
    expect.stringMatching(
      /^5 pods are still on node node-1; namespace shop: the disruption budget 'checkout' says no; /,
    ),
  ]);
});
