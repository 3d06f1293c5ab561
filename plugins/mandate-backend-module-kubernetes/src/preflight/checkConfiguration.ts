import {
  isWorkload,
  type PreflightContext,
} from '@mandate/plugin-mandate-node';
import { configurationReferences } from '../domain/configurationReferences';
import type { PreflightFinding } from './workloadPreflight';

/** ConfigMaps, Secrets and volume claims that the pods refer to are there, or the plan makes them. */
export async function checkConfiguration({
  clusters,
  target,
  plan,
}: PreflightContext): Promise<PreflightFinding> {
  const references = plan.objects
    .flatMap(({ after }) => (after && isWorkload(after) ? [after] : []))
    .flatMap(configurationReferences);
  const isPlanned = (kind: string, name: string) =>
    plan.objects.some(
      object =>
        object.kind === kind && object.name === name && object.after !== null,
    );
  const isRemoved = (kind: string, name: string) =>
    plan.objects.some(
      object =>
        object.kind === kind && object.name === name && object.after === null,
    );
  const absent = await Promise.all(
    references.map(async ({ kind, name }) => {
      if (isPlanned(kind, name)) {
        return [];
      }
      const found = isRemoved(kind, name)
        ? undefined
        : await clusters.read(target.cluster, {
            apiVersion: 'v1',
            kind,
            namespace: target.namespace,
            name,
          });
      return found ? [] : [`${kind} '${name}'`];
    }),
  );
  const missing = absent.flat();
  if (missing.length > 0) {
    return {
      status: 'fail',
      words: `Its pods refer to what is not there: ${missing.join(', ')}.`,
    };
  }
  return {
    status: 'pass',
    words:
      references.length === 0
        ? 'It refers to no configuration.'
        : `All ${references.length} it refers to are there.`,
  };
}
