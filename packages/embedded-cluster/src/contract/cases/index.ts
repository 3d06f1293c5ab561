import { ACCESS_CASES } from './access';
import { ADMISSION_POLICY_CASES } from './admissionPolicies';
import { APPLY_CASES } from './apply';
import { APPLY_OWNERSHIP_CASES } from './applyOwnership';
import { AUTOSCALING_CASES } from './autoscaling';
import { BATCH_CASES } from './batch';
import { CLUSTER_OBJECT_CASES } from './clusterObjects';
import { DAEMON_SET_CASES } from './daemonSets';
import { DEFAULT_CASES } from './defaults';
import { DELETION_CASES } from './deletion';
import { DISCOVERY_CASES } from './discovery';
import { EXTENSION_CASES } from './extensions';
import { FORGOTTEN_VERSION_CASES } from './forgottenVersions';
import { LIST_CASES } from './list';
import { PATCH_CASES } from './patch';
import { QUOTA_CASES } from './quotas';
import { ROLLOUT_CASES } from './rollouts';
import { SCHEDULING_CASES } from './scheduling';
import { STATEFUL_SET_CASES } from './statefulSets';
import { STRATEGIC_MERGE_PATCH_CASES } from './strategicMergePatch';
import { VALIDATION_CASES } from './validation';
import { WATCH_CASES } from './watch';
import { WORKLOAD_CASES } from './workloads';
import { WRITE_CASES } from './write';

/** Every case of the contract. Each passes on a real control plane; one that does not is wrong. */
export const CONTRACT_CASES = [
  ...DISCOVERY_CASES,
  ...WRITE_CASES,
  ...DEFAULT_CASES,
  ...VALIDATION_CASES,
  ...PATCH_CASES,
  ...STRATEGIC_MERGE_PATCH_CASES,
  ...APPLY_CASES,
  ...APPLY_OWNERSHIP_CASES,
  ...LIST_CASES,
  ...WATCH_CASES,
  ...FORGOTTEN_VERSION_CASES,
  ...DELETION_CASES,
  ...WORKLOAD_CASES,
  ...STATEFUL_SET_CASES,
  ...ROLLOUT_CASES,
  ...DAEMON_SET_CASES,
  ...BATCH_CASES,
  ...SCHEDULING_CASES,
  ...AUTOSCALING_CASES,
  ...QUOTA_CASES,
  ...ACCESS_CASES,
  ...EXTENSION_CASES,
  ...ADMISSION_POLICY_CASES,
  ...CLUSTER_OBJECT_CASES,
];
