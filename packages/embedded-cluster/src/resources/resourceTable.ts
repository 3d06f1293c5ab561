import * as core from './coreResources';
import * as other from './otherResources';
import { ResourceType } from './ResourceType';
import * as workload from './workloadResources';

export * from './coreResources';
export * from './otherResources';
export * from './workloadResources';

/** Every kind that is built in. To serve another one, add a row and its schema (run scripts/generateSchemas.mjs). */
export const RESOURCE_TABLE: readonly ResourceType[] = [
  ...Object.values(core),
  ...Object.values(other),
  ...Object.values(workload),
];
