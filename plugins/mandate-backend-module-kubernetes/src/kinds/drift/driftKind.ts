import type { ChangeKind } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import type { ApprovedTemplates } from '../../templates/ApprovedTemplates';
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
    /** Given when it brings back what is intended, of which the checks of the instance's template then are to hold. */
    readonly checkedBy?: ApprovedTemplates;
  } & Pick<DriftTreatment, 'desired' | 'restores' | 'words'>,
): ChangeKind<DriftInput> {
  const { name, title, description, describe, irreversibility } = own;
  const { desired, restores, words } = own;
  return {
    ...workloadKind(options, { checkedBy: own.checkedBy }),
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
