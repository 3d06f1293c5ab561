import { ACCESS_CASES } from './access';
import { APPLY_CASES } from './apply';
import { AUTOSCALING_CASES } from './autoscaling';
import { BATCH_CASES } from './batch';
import { CLUSTER_OBJECT_CASES } from './clusterObjects';
import { DELETION_CASES } from './deletion';
import { DISCOVERY_CASES } from './discovery';
import { EXTENSION_CASES } from './extensions';
import { LIST_AND_WATCH_CASES } from './listAndWatch';
import { PATCH_CASES } from './patch';
import { QUOTA_CASES } from './quotas';
import { SCHEDULING_CASES } from './scheduling';
import { VALIDATION_CASES } from './validation';
import { WORKLOAD_CASES } from './workloads';
import { WRITE_CASES } from './write';

/** Every case of the contract. Each passes on a real control plane; one that does not is wrong. */
export const CONTRACT_CASES = [
  ...DISCOVERY_CASES,
  ...WRITE_CASES,
  ...VALIDATION_CASES,
  ...PATCH_CASES,
  ...APPLY_CASES,
  ...LIST_AND_WATCH_CASES,
  ...DELETION_CASES,
  ...WORKLOAD_CASES,
  ...BATCH_CASES,
  ...SCHEDULING_CASES,
  ...AUTOSCALING_CASES,
  ...QUOTA_CASES,
  ...ACCESS_CASES,
  ...EXTENSION_CASES,
  ...CLUSTER_OBJECT_CASES,
];
