import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { ChangeKind } from '@mandate/plugin-mandate-node';
import { cleanManifest } from '../../domain/cleanManifest';
import { selectFields } from '../../domain/selectFields';
import { intendedObject } from '../../drift/objectDrift';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { type DriftInput, driftKind } from './driftKind';
import { type DriftedObject, driftWords, shortValue } from './planOnDrifted';

/** Makes what is there what is intended. */
export function adoptKind(
  options: KubernetesKindOptions,
): ChangeKind<DriftInput> {
  return driftKind(options, {
    name: 'adopt',
    title: 'Adopt',
    description:
      'Makes what was changed outside Mandate the new intent: no value changes, and it is no drift any more. A later deploy of a template brings the template’s own values, so put the change there too. `objects` names some of the drifted objects; all of the target by default. That an object was deleted is adopted by a deploy without it.',
    describe: (_input, target) =>
      `Adopt what was changed outside Mandate of ${target.name} in ${target.environment}`,
    irreversibility: 0,
    desired: asItIs,
    restores: false,
    words: drifted =>
      `Adopted as intended: ${driftWords(
        drifted,
        ({ path, live }) => `${path} is ${shortValue(live)}`,
      )}`,
  });
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
