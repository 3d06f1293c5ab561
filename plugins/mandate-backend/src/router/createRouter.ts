import type { AuditorService } from '@backstage/backend-plugin-api';
import express from 'express';
import Router from 'express-promise-router';
import type { KernelStore } from '../database/KernelStore';
import type { ReadAccess } from '../permissions/ReadAccess';
import type { RiskTraining } from '../service/assess/RiskTraining';
import type { BoundaryReading } from '../service/boundaries/BoundaryReading';
import type { AuthorizedCalendar } from '../service/calendar/AuthorizedCalendar';
import type { CallerReader } from '../service/callers/CallerReader';
import type { ChangeService } from '../service/change/ChangeService';
import type { DelegationService } from '../service/delegations/DelegationService';
import type { InterventionService } from '../service/interventions/InterventionService';
import type { KillSwitchService } from '../service/killSwitches/KillSwitchService';
import type { EarnedAutonomyService } from '../service/earnedAutonomy/EarnedAutonomyService';
import type { CustodyService } from '../service/ledger/CustodyService';
import type { EvidenceReads } from '../service/ledger/EvidenceReads';
import type { Ledger } from '../service/ledger/Ledger';
import type { LogResources } from '../service/ledger/LogResources';
import type { MandateReviewService } from '../service/mandateReviews/MandateReviewService';
import type { MandateReading } from '../service/mandates/MandateReading';
import type { ReplayService } from '../service/replay/ReplayService';
import type { RateLimiter } from '../service/rateLimit/RateLimiter';
import type { Timeline } from '../service/timeline/Timeline';
import type { DeadLetterService } from '../service/deadLetters/DeadLetterService';
import type { StatusReading } from '../service/status/StatusReading';
import type { TemplateService } from '../service/templates/TemplateService';
import type { ChangeSetService } from '../service/changeSets/ChangeSetService';
import type { VoteLinkService } from '../service/voteLinks/VoteLinkService';
import { addCalendarRoutes } from './calendarRoutes';
import { addChangeRoutes } from './changeRoutes';
import { addCustodyRoutes } from './custodyRoutes';
import { addDelegationRoutes } from './delegationRoutes';
import { addEarnedAutonomyRoutes } from './earnedAutonomyRoutes';
import { addEntityRoutes } from './entityRoutes';
import { addInterventionRoutes } from './interventionRoutes';
import { addKillSwitchRoutes } from './killSwitchRoutes';
import { addLedgerRoutes } from './ledgerRoutes';
import { addMandateReviewRoutes } from './mandateReviewRoutes';
import { addMandateRoutes } from './mandateRoutes';
import { addDeadLetterRoutes } from './deadLetterRoutes';
import { addChangeSetRoutes } from './changeSetRoutes';
import { addStatusRoutes } from './statusRoutes';
import { addTemplateRoutes } from './templateRoutes';
import { addVoteLinkRoutes } from './voteLinkRoutes';
import { limitRate } from './limitRate';
import { refuseUnstorable } from './refuseUnstorable';
import { addReplayRoutes, REPLAY_PATH } from './replayRoutes';

/** Twice the largest plan, so that a request that leads to a larger one gets our words and not the parser's. */
const BODY_LIMIT = '2mb';

/** An import of past changes has five million characters at most. */
const IMPORT_LIMIT = '6mb';

/** What the routes are made of. */
export interface RouterDependencies {
  readonly store: KernelStore;
  readonly changes: ChangeService;
  readonly callers: CallerReader;
  readonly rateLimiter: RateLimiter;
  readonly access: ReadAccess;
  readonly ledger: Ledger;
  readonly logResources: LogResources;
  readonly evidence: EvidenceReads;
  readonly custody: CustodyService;
  readonly mandates: MandateReading;
  readonly mandateReviews: MandateReviewService;
  readonly earnedAutonomy: EarnedAutonomyService;
  readonly replays: ReplayService;
  readonly killSwitches: KillSwitchService;
  readonly calendar: AuthorizedCalendar;
  readonly interventions: InterventionService;
  readonly delegations: DelegationService;
  readonly boundaries: BoundaryReading;
  readonly riskTraining: Pick<RiskTraining, 'report'>;
  readonly timeline: Timeline;
  readonly changeSets: ChangeSetService;
  readonly templates: TemplateService;
  readonly voteLinks: VoteLinkService;
  readonly deadLetters: DeadLetterService;
  readonly statusReading: Pick<StatusReading, 'status'>;
  readonly auditor: AuditorService;
}

/** The HTTP API; `src/schema/openapi.yaml` describes it, and a test keeps the two in agreement. */
export function createRouter(deps: RouterDependencies): express.Router {
  const router = Router();
  router.use(limitRate(deps));
  router.use(REPLAY_PATH, express.json({ limit: IMPORT_LIMIT }));
  router.use(express.json({ limit: BODY_LIMIT }));
  router.use(refuseUnstorable);
  addChangeRoutes(router, deps);
  addChangeSetRoutes(router, deps);
  addTemplateRoutes(router, deps);
  addVoteLinkRoutes(router, deps);
  addDeadLetterRoutes(router, deps);
  addStatusRoutes(router, deps);
  addReplayRoutes(router, deps);
  addMandateRoutes(router, deps);
  addMandateReviewRoutes(router, deps);
  addEarnedAutonomyRoutes(router, deps);
  addCalendarRoutes(router, deps);
  addKillSwitchRoutes(router, deps);
  addInterventionRoutes(router, deps);
  addDelegationRoutes(router, deps);
  addEntityRoutes(router, deps);
  addLedgerRoutes(router, deps);
  addCustodyRoutes(router, deps);
  return router;
}
