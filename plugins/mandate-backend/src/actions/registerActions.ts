import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { CallerReader } from '../service/callers/CallerReader';
import type { ChangeService } from '../service/change/ChangeService';
import type { KillSwitchService } from '../service/killSwitches/KillSwitchService';
import { registerAnswerQuestion } from './answerQuestion';
import { registerPauseChange } from './pauseChange';
import { registerGetChange } from './getChange';
import { registerListPendingApprovals } from './listPendingApprovals';
import { registerProposeChange } from './proposeChange';
import type { ReplayService } from '../service/replay/ReplayService';
import { registerSimulateChange } from './simulateChange';
import { registerSimulateMandate } from './simulateMandate';
import { registerStopAutomation } from './stopAutomation';

/** What actions are made of: the same decorated service that the routes call. */
export interface ActionDependencies {
  readonly actions: ActionsRegistryService;
  readonly changes: ChangeService;
  readonly killSwitches: KillSwitchService;
  readonly replays: ReplayService;
  readonly callers: CallerReader;
}

/**
 * Registers the operations that agents and software templates may use. There is no action to approve, reject, abort
 * or let stopped automation go on: people decide, signed in as themselves.
 */
export function registerActions(deps: ActionDependencies): void {
  registerProposeChange(deps);
  registerSimulateChange(deps);
  registerGetChange(deps);
  registerListPendingApprovals(deps);
  registerPauseChange(deps);
  registerAnswerQuestion(deps);
  registerStopAutomation(deps);
  registerSimulateMandate(deps);
}
