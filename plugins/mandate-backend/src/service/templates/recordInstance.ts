import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change, ChangeRevision } from '../../domain/change/change';

/** Notes what a target is rendered from, in the transaction that ends the change that made it so. */
export async function recordInstance(
  tx: KernelTransaction,
  change: Change,
  { plan }: ChangeRevision,
): Promise<void> {
  const { template, removesTemplate, images } = plan;
  if (change.state !== 'succeeded') {
    return;
  }
  const { entityRef, environment, namespace, workload } = change.target;
  if (removesTemplate !== undefined) {
    await tx.templateInstances.remove({
      entityRef,
      environment,
      template: removesTemplate,
    });
  }
  if (!template?.values) {
    return;
  }
  await tx.templateInstances.put({
    entityRef,
    environment,
    template: template.name,
    digest: template.digest,
    values: template.values,
    images,
    namespace,
    workload: workload.name,
    isPart: template.part ?? false,
    changeId: change.id,
    sinceMs: await tx.now(),
  });
}
