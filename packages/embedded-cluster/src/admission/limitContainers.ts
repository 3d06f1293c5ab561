import { forbidden } from '../api/ApiError';
import { Limit, Quantities } from '../model/policies';
import { quantityOf } from '../model/quantity';
import { Container, Pod } from '../model/workloads';
import { LIMIT_RANGES, PODS } from '../resources/resourceTable';
import type { AdmissionPlugin } from './Admission';

const NOTE = 'kubernetes.io/limit-ranger';

/** Gives the containers of a new pod the requests and limits of the namespace's limit ranges, and refuses what is beyond their bounds. */
export const limitContainers: AdmissionPlugin = (
  { type, operation, object },
  objects,
) => {
  if (type !== PODS || operation !== 'CREATE' || !object) {
    return;
  }
  // safety: PODS holds pods, and the schema was checked
  const pod = object as Pod;
  const limits = objects
    .list(LIMIT_RANGES, pod.metadata.namespace)
    .flatMap(range => range.spec.limits)
    .filter(limit => limit.type === 'Container');
  const notes: string[] = [];
  const faults: string[] = [];
  for (const container of limits.length > 0 ? pod.spec.containers : []) {
    for (const limit of limits) {
      notes.push(...complete(container, limit));
      faults.push(...exceeded(container, limit));
    }
  }
  if (notes.length > 0) {
    pod.metadata.annotations = {
      ...pod.metadata.annotations,
      [NOTE]: `LimitRanger plugin set: ${notes.join('; ')}`,
    };
  }
  if (faults.length > 0) {
    const list = faults.length === 1 ? faults[0] : `[${faults.join(', ')}]`;
    throw forbidden(PODS, pod.metadata.name, list);
  }
};

function complete(container: Container, limit: Limit): string[] {
  const resources = (container.resources ??= {});
  const parts = [
    ['requests', 'request', limit.defaultRequest],
    ['limits', 'limit', limit.default],
  ] as const;
  return parts.flatMap(([part, word, defaults]) => {
    const missing = Object.entries(defaults ?? {}).filter(
      ([resource]) => resources[part]?.[resource] === undefined,
    );
    if (missing.length === 0) {
      return [];
    }
    resources[part] = { ...resources[part], ...Object.fromEntries(missing) };
    const names = missing.map(([resource]) => resource).sort();
    return [`${names.join(', ')} ${word} for container ${container.name}`];
  });
}

function exceeded({ resources }: Container, limit: Limit): string[] {
  const check = (
    bounds: Quantities | undefined,
    side: 'minimum' | 'maximum',
  ): string[] =>
    Object.entries(bounds ?? {}).flatMap(([resource, bound]) => {
      const part = side === 'minimum' ? 'requests' : 'limits';
      const word = side === 'minimum' ? 'request' : 'limit';
      const given = resources?.[part]?.[resource];
      const usage = `${side} ${resource} usage per Container is ${bound}`;
      if (given === undefined) {
        return [`${usage}. No ${word} is specified`];
      }
      const excess = quantityOf(given) - quantityOf(bound);
      return (side === 'minimum' ? excess < 0 : excess > 0)
        ? [`${usage}, but ${word} is ${given}`]
        : [];
    });
  return [...check(limit.min, 'minimum'), ...check(limit.max, 'maximum')];
}
