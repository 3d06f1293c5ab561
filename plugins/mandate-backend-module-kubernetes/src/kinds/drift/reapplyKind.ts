import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { type ChangeKind, isFields } from '@mandate/plugin-mandate-node';
import { isDigest } from '../../domain/intent';
import { intendedObject } from '../../drift/objectDrift';
import { workloadPreflight } from '../../preflight/workloadPreflight';
import type { ApprovedTemplates } from '../../templates/ApprovedTemplates';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { type DriftInput, driftKind } from './driftKind';
import { type DriftedObject, driftWords, shortValue } from './planOnDrifted';

/** Brings what drifted back to what was intended. */
export function reapplyKind(
  options: KubernetesKindOptions & { readonly templates: ApprovedTemplates },
): ChangeKind<DriftInput> {
  return {
    ...driftKind(options, {
      name: 'reapply',
      title: 'Reapply',
      description:
        'Brings objects that were changed outside Mandate back to what was intended, and takes the changed fields over from whoever changed them; makes those again that were deleted, as the newest release has them. `objects` names some of them; all of the target by default.',
      describe: (_input, target) =>
        `Bring ${target.name} in ${target.environment} back to what was intended`,
      irreversibility: 0.05,
      desired: intended,
      restores: true,
      checkedBy: options.templates,
      words: drifted =>
        `Back to what was intended: ${driftWords(
          drifted,
          ({ path, intended: value }) => `${path} to ${shortValue(value)}`,
        )}`,
    }),
    preflight: workloadPreflight(['environment', 'resources', 'configuration']),
  };
}

function intended({
  live,
  drift,
}: DriftedObject): ClusterObject | { readonly impossible: string } {
  const lost = drift.find(field => hasDigest(field.intended));
  const object = intendedObject(live);
  if (lost || !object) {
    return {
      impossible: `What ${live.kind} ${live.metadata.name} had at ${
        lost?.path ?? 'its fields'
      } is too long to be kept with it. Deploy it again, or roll back to a release.`,
    };
  }
  return object;
}

function hasDigest(value: unknown): boolean {
  return (
    isDigest(value) || (isFields(value) && Object.values(value).some(hasDigest))
  );
}
