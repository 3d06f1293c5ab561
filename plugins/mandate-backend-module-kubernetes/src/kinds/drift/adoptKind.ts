import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { ChangeKind } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { cleanManifest } from '../../domain/cleanManifest';
import { selectFields } from '../../domain/selectFields';
import { intendedObject } from '../../drift/objectDrift';
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
type AdoptInput = z.output<typeof inputSchema>;

/** Makes what is there what is intended. */
export function adoptKind(
  options: KubernetesKindOptions,
): ChangeKind<AdoptInput> {
  return {
    ...workloadKind(options),
    name: 'adopt',
    title: 'Adopt',
    description:
      'Makes what was changed outside Mandate the new intent: no value changes, and it is no drift any more. A later deploy of a template brings the template’s own values, so put the change there too. `objects` names some of the drifted objects; all of the target by default.',
    inputSchema,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0,
    },
    describe: (_input, target) =>
      `Adopt what was changed outside Mandate of ${target.name} in ${target.environment}`,
    plan: (context, { objects }) =>
      planOnDrifted(context, {
        objects,
        desired: asItIs,
        takeOver: true,
        words: drifted =>
          `Adopted as intended: ${driftWords(
            drifted,
            ({ path, live }) => `${path} is ${shortValue(live)}`,
          )}`,
        kind: options,
      }),
  };
}

/** The live values at the places that were intended; what is gone there is no longer intended. */
function asItIs({
  live,
}: DriftedObject): ClusterObject | { readonly impossible: string } {
  const shape = intendedObject(live);
  return shape
    ? selectFields(cleanManifest(live), shape)
    : { impossible: `Mandate applied nothing to ${live.metadata.name}.` };
}
