import { APPLY_CASES } from './apply';
import { DELETION_CASES } from './deletion';
import { DISCOVERY_CASES } from './discovery';
import { LIST_AND_WATCH_CASES } from './listAndWatch';
import { PATCH_CASES } from './patch';
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
];
