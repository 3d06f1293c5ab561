import { forbidden } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import { formatQuantity, quantityOf } from '../model/quantity';
import { ResourceQuota } from '../model/policies';
import { Pod } from '../model/workloads';
import { PODS, RESOURCE_QUOTAS } from '../resources/resourceTable';
import type { AdmissionPlugin, AdmittedWrite } from './Admission';
import { isCounted, silentContainers, usageOf } from './quotaUsage';

/** Refuses a new object that would exceed a quota of its namespace. What is used is counted anew, not taken from the quota's status. */
export const requireQuota: AdmissionPlugin = (write, objects) => {
  const { type, operation, object } = write;
  if (operation !== 'CREATE' || !object || !type.namespaced) {
    return;
  }
  for (const quota of objects.list(
    RESOURCE_QUOTAS,
    object.metadata.namespace,
  )) {
    const why = refusal(quota, write, objects);
    if (why) {
      throw forbidden(type, object.metadata.name, why);
    }
  }
};

/** How much of one key the objects of a namespace use. */
export function usedOf(
  key: string,
  namespace: string,
  objects: ObjectApi,
): number {
  return objects.resources
    .list()
    .filter(type => type.namespaced && isCounted(key, type))
    .flatMap(type =>
      objects
        .list(type, namespace)
        .map((object): number => usageOf(key, type, object)),
    )
    .reduce((sum, usage) => sum + usage, 0);
}

function refusal(
  { metadata, spec }: ResourceQuota,
  { type, object }: AdmittedWrite,
  objects: ObjectApi,
): string | undefined {
  const hard = Object.entries(spec.hard ?? {}).sort();
  const silent =
    type === PODS
      ? hard.flatMap(([key]) =>
          // safety: PODS holds pods, and the schema was checked
          silentContainers(key, object as Pod).map(name => ({ key, name })),
        )
      : [];
  if (silent.length > 0) {
    const keys = [...new Set(silent.map(({ key }) => key))];
    return `failed quota: ${metadata.name}: must specify ${keys
      .map(
        key =>
          `${key} for: ${silent
            .filter(it => it.key === key)
            .map(it => it.name)
            .join(',')}`,
      )
      .join('; ')}`;
  }
  const exceeded = hard.flatMap(([key, limit]) => {
    const requested = object ? usageOf(key, type, object) : 0;
    const used =
      requested > 0 ? usedOf(key, metadata.namespace ?? '', objects) : 0;
    return requested > 0 && used + requested > quantityOf(limit)
      ? [{ key, requested, used, limit }]
      : [];
  });
  if (exceeded.length === 0) {
    return undefined;
  }
  const list = (text: (it: (typeof exceeded)[number]) => string) =>
    exceeded.map(it => `${it.key}=${text(it)}`).join(',');
  return `exceeded quota: ${metadata.name}, requested: ${list(it =>
    formatQuantity(it.key, it.requested),
  )}, used: ${list(it => formatQuantity(it.key, it.used))}, limited: ${list(
    it => it.limit,
  )}`;
}
