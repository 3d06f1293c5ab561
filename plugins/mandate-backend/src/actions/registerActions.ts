import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { CallerReader } from '../service/callers/CallerReader';
import type { ChangeService } from '../service/change/ChangeService';
import type { KillSwitchService } from '../service/killSwitches/KillSwitchService';
import type { AuthorizedCalendar } from '../service/calendar/AuthorizedCalendar';
import type { ChangeSetService } from '../service/changeSets/ChangeSetService';
import type { DeadLetterService } from '../service/deadLetters/DeadLetterService';
import type { DelegationService } from '../service/delegations/DelegationService';
import type { InterventionService } from '../service/interventions/InterventionService';
import { registerAnswerQuestion } from './answerQuestion';
import { registerAttachTestResults } from './attachTestResults';
import { registerDraftTemplate } from './draftTemplate';
import { registerMatchTemplates } from './matchTemplates';
import { registerPauseChange } from './pauseChange';
import { registerGetCalendar } from './getCalendar';
import { registerGetChange } from './getChange';
import { registerGetChangeSet } from './getChangeSet';
import { registerListDeadLetters } from './listDeadLetters';
import { registerListDelegations } from './listDelegations';
import { registerListInterventions } from './listInterventions';
import { registerListPendingApprovals } from './listPendingApprovals';
import { registerProposeChange } from './proposeChange';
import { registerProposeChangeSet } from './proposeChangeSet';
import { registerReplayDeadLetter } from './replayDeadLetter';
import { structuredRefusals } from './structuredRefusals';
import type { TemplateService } from '../service/templates/TemplateService';
import type { ReplayService } from '../service/replay/ReplayService';
import { registerSimulateChange } from './simulateChange';
import { registerSimulateMandate } from './simulateMandate';
import { registerStopAutomation } from './stopAutomation';

/** What actions are made of: the same decorated service that the routes call. */
export interface ActionDependencies {
  readonly actions: ActionsRegistryService;
  readonly changes: ChangeService;
  readonly changeSets: ChangeSetService;
  readonly calendar: Pick<AuthorizedCalendar, 'between'>;
  readonly interventions: Pick<InterventionService, 'list'>;
  readonly delegations: Pick<DelegationService, 'list'>;
  readonly deadLetters: Pick<DeadLetterService, 'list' | 'replay'>;
  readonly killSwitches: KillSwitchService;
  readonly replays: ReplayService;
  readonly templates: Pick<TemplateService, 'match' | 'draft'>;
  readonly callers: CallerReader;
}

/**
 * Registers the operations that agents and software templates may use. There is no action to approve, reject, abort
 * or let stopped automation go on: people decide, signed in as themselves.
 */
export function registerActions(given: ActionDependencies): void {
  const deps = { ...given, actions: structuredRefusals(given.actions) };
  registerProposeChange(deps);
  registerSimulateChange(deps);
  registerGetChange(deps);
  registerProposeChangeSet(deps);
  registerGetChangeSet(deps);
  registerListPendingApprovals(deps);
  registerPauseChange(deps);
  registerAnswerQuestion(deps);
  registerAttachTestResults(deps);
  registerStopAutomation(deps);
  registerSimulateMandate(deps);
  registerGetCalendar(deps);
  registerListInterventions(deps);
  registerListDelegations(deps);
  registerListDeadLetters(deps);
  registerReplayDeadLetter(deps);
  registerMatchTemplates(deps);
  registerDraftTemplate(deps);
}
