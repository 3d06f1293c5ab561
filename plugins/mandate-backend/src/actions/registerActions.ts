import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { CallerReader } from '../service/callers/CallerReader';
import type { ChangeService } from '../service/change/ChangeService';
import { registerGetChange } from './getChange';
import { registerListPendingApprovals } from './listPendingApprovals';
import { registerProposeChange } from './proposeChange';
import { registerSimulateChange } from './simulateChange';

/** What actions are made of: the same decorated service that the routes call. */
export interface ActionDependencies {
  readonly actions: ActionsRegistryService;
  readonly changes: ChangeService;
  readonly callers: CallerReader;
}

/**
 * Registers the operations that agents and software templates may use. There is no action to approve, reject or
 * abort: people decide, signed in as themselves.
 */
export function registerActions(deps: ActionDependencies): void {
  registerProposeChange(deps);
  registerSimulateChange(deps);
  registerGetChange(deps);
  registerListPendingApprovals(deps);
}
