import { User } from '../access/User';
import { ObjectApi } from '../api/ObjectApi';
import { KubernetesObject } from '../model/KubernetesObject';
import { ResourceType } from '../resources/ResourceType';
import { admitByPolicies } from './admitByPolicies';
import { limitContainers } from './limitContainers';
import { prioritizePod } from './prioritizePod';
import { requireGrantsHeld } from './requireGrantsHeld';
import { requireQuota } from './requireQuota';

/** One write on its way into the store. */
export interface AdmittedWrite {
  readonly type: ResourceType;
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly subresource: string;
  /** What is to be stored, to be changed in place; absent for a deletion. */
  readonly object?: KubernetesObject;
  readonly previous?: KubernetesObject;
  readonly user: User;
  readonly dryRun: boolean;
  /** Tells the client something beside the answer. */
  readonly warn: (text: string) => void;
}

/** Completes or refuses a write. @throws ApiError for a refusal */
export type AdmissionPlugin = (
  write: AdmittedWrite,
  objects: ObjectApi,
) => void;

/** Before validation: what other objects of the cluster add to an object. */
export const MUTATING_PLUGINS: readonly AdmissionPlugin[] = [
  prioritizePod,
  limitContainers,
];

/** After validation: what other objects of the cluster forbid. */
export const VALIDATING_PLUGINS: readonly AdmissionPlugin[] = [
  requireGrantsHeld,
  admitByPolicies,
  requireQuota,
];
