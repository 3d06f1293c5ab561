import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { type ChangeKind, isFields } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { isDigest } from '../../domain/intent';
import { intendedObject } from '../../drift/objectDrift';
import { workloadPreflight } from '../../preflight/workloadPreflight';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { workloadKind } from '../workloadKind';
import {
  type DriftedObject,
  driftedObjectsSchema,
  driftWords,
  planOnDrifted,
  shortValue,
} from './planOnDrifted';

const inputSchema = z.strictObject({ objects: driftedObjectsSchema });
type ReapplyInput = z.output<typeof inputSchema>;

/** Brings what drifted back to what was intended. */
export function reapplyKind(
  options: KubernetesKindOptions,
): ChangeKind<ReapplyInput> {
  return {
    ...workloadKind(options),
    preflight: workloadPreflight(['environment', 'resources', 'configuration']),
    name: 'reapply',
    title: 'Reapply',
    description:
      'Brings objects that were changed outside Mandate back to what was intended, and takes the changed fields over from whoever changed them. `objects` names some of them; all of the target by default.',
    inputSchema,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0.05,
    },
    describe: (_input, target) =>
      `Bring ${target.name} in ${target.environment} back to what was intended`,
    plan: (context, { objects }) =>
      planOnDrifted(context, {
        objects,
        desired: intended,
        takeOver: true,
        words: drifted =>
          `Back to what was intended: ${driftWords(
            drifted,
            ({ path, intended: value }) => `${path} to ${shortValue(value)}`,
          )}`,
        kind: options,
      }),
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
