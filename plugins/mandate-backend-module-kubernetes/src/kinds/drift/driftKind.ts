import type { ChangeKind } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { workloadKind } from '../workloadKind';
import {
  driftedObjectsSchema,
  type DriftTreatment,
  planOnDrifted,
} from './planOnDrifted';

const inputSchema = z.strictObject({ objects: driftedObjectsSchema });
/** Input of the kinds that treat drift at once. */
export type DriftInput = z.output<typeof inputSchema>;

/** What the kinds share that treat drift at once. */
export function driftKind(
  options: KubernetesKindOptions,
  own: Pick<ChangeKind<DriftInput>, 'name' | 'title' | 'description'> & {
    readonly describe: ChangeKind<DriftInput>['describe'];
    readonly irreversibility: number;
  } & Pick<DriftTreatment, 'desired' | 'restores' | 'words'>,
): ChangeKind<DriftInput> {
  const { name, title, description, describe, irreversibility } = own;
  const { desired, restores, words } = own;
  return {
    ...workloadKind(options),
    name,
    title,
    description,
    inputSchema,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility,
    },
    describe,
    plan: (context, { objects }) =>
      planOnDrifted(context, {
        objects,
        desired,
        takeOver: true,
        restores,
        words,
        kind: options,
      }),
  };
}
