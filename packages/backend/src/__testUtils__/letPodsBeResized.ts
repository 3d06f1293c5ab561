import { z } from 'zod';
import type { Administrator } from './Administrator';

const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({
        containers: z.array(z.object({ resources: z.looseObject({}) })),
      }),
      status: z.object({ containerStatuses: z.array(z.looseObject({})) }),
    }),
  ),
});

/**
 * Lets the API server take pods of a simulated node as ones that can be resized: it looks whether the node has reported what
 * resources their containers have, as kubelets do that resize.
 */
export async function letPodsBeResized(
  administrator: Administrator,
  namespace: string,
): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/pods`;
  const { items } = podsSchema.parse(await administrator.read(path));
  for (const { metadata, spec, status } of items) {
    const containerStatuses = status.containerStatuses.map((one, index) => ({
      ...one,
      resources: spec.containers[index]?.resources,
    }));
    await administrator.edit(`${path}/${metadata.name}/status`, {
      status: { containerStatuses },
    });
  }
}
