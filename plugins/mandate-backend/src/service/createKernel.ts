import type {
  AuditorService,
  AuthService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Assessor, PreflightSource } from '@mandate/plugin-mandate-node';
import type { KernelStore } from '../database/KernelStore';
import type { TemplatesExtension } from '../extensionPoints/TemplatesExtension';
import type { Observation } from '../extensionPoints/Observation';
import { ReadAccess } from '../permissions/ReadAccess';
import { Assessing } from './assess/Assessing';
import { Preflight } from './assess/Preflight';
import { RiskTraining } from './assess/RiskTraining';
import { BoundaryReading } from './boundaries/BoundaryReading';
import { AuthorizedCalendar } from './calendar/AuthorizedCalendar';
import { CalendarReading } from './calendar/CalendarReading';
import { CallerReader } from './callers/CallerReader';
import { AuditedChangeService } from './change/AuditedChangeService';
import { AuthorizedChangeService } from './change/AuthorizedChangeService';
import { DefaultChangeService } from './change/DefaultChangeService';
import { ChangeReading } from './change/reading/ChangeReading';
import { Reconsideration } from './change/Reconsideration';
import { Decider } from './decide/Decider';
import { createMandateServices } from './createMandateServices';
import type { ChangeKindRegistry } from './kinds/ChangeKindRegistry';
import { ChangeWindowSync } from './changeWindows/ChangeWindowSync';
import { AuditedDelegationService } from './delegations/AuditedDelegationService';
import { AuthorizedDelegationService } from './delegations/AuthorizedDelegationService';
import { DefaultDelegationService } from './delegations/DefaultDelegationService';
import { AuditedInterventionService } from './interventions/AuditedInterventionService';
import { AuthorizedInterventionService } from './interventions/AuthorizedInterventionService';
import { InterventionReminders } from './interventions/InterventionReminders';
import { DefaultInterventionService } from './interventions/DefaultInterventionService';
import { AuditedKillSwitchService } from './killSwitches/AuditedKillSwitchService';
import { AuthorizedKillSwitchService } from './killSwitches/AuthorizedKillSwitchService';
import { DefaultKillSwitchService } from './killSwitches/DefaultKillSwitchService';
import { createLedgerSide } from './ledger/createLedgerSide';
import { EvidenceReads } from './ledger/EvidenceReads';
import { MandateAuthors } from './mandateChanges/authors/MandateAuthors';
import { MandateChangeKind } from './mandateChanges/MandateChangeKind';
import { MandateReplayAssessor } from './mandateChanges/MandateReplayAssessor';
import { MandateRepository } from './mandateChanges/MandateRepository';
import { MandateReading } from './mandates/MandateReading';
import { peopleByEmail } from './people/peopleByEmail';
import { CatalogPeopleDirectory } from './people/PeopleDirectory';
import { Planner } from './plan/Planner';
import type { KernelSettings } from './settings/KernelSettings';
import { CatalogTargetDirectory } from './targets/CatalogTargetDirectory';
import { PortalTargetDirectory } from './targets/PortalTargetDirectory';
import { Retention } from './retention/Retention';
import { StatusReading } from './status/StatusReading';
import { Timeline } from './timeline/Timeline';
import { AuditedChangeSetService } from './changeSets/AuditedChangeSetService';
import { AuthorizedChangeSetService } from './changeSets/AuthorizedChangeSetService';
import { DefaultChangeSetService } from './changeSets/DefaultChangeSetService';
import { AuditedDeadLetterService } from './deadLetters/AuditedDeadLetterService';
import { AuthorizedDeadLetterService } from './deadLetters/AuthorizedDeadLetterService';
import { DefaultDeadLetterService } from './deadLetters/DefaultDeadLetterService';
import { createTemplateSide } from './templates/createTemplateSide';
import { AuditedVoteLinkService } from './voteLinks/AuditedVoteLinkService';
import { AuthorizedVoteLinkService } from './voteLinks/AuthorizedVoteLinkService';
import { DefaultVoteLinkService } from './voteLinks/DefaultVoteLinkService';
import { VoteLinkSigner } from './voteLinks/VoteLinkSigner';

/** What the kernel's services are made of. */
export interface KernelDependencies {
  readonly store: KernelStore;
  readonly settings: KernelSettings;
  readonly kinds: ChangeKindRegistry;
  readonly assessors: readonly Assessor[];
  readonly preflightSources: readonly PreflightSource[];
  readonly observation: Observation;
  readonly templatesExtension: TemplatesExtension;
  readonly catalog: CatalogService;
  readonly auth: AuthService;
  readonly httpAuth: HttpAuthService;
  readonly permissions: PermissionsService;
  readonly auditor: AuditorService;
  readonly logger: LoggerService;
}

/** Puts the services of the decide side together; whoever gets `changes` gets it with permissions and audit. */
export async function createKernel(deps: KernelDependencies) {
  const { store, settings, kinds, catalog, auth, logger } = deps;
  const { clusters } = deps.observation;
  const { repository } = settings.mandates;
  const mandateRepository = repository && new MandateRepository(repository);
  kinds.add(
    new MandateChangeKind({
      store,
      repository: mandateRepository,
      authors: new MandateAuthors({
        repository: mandateRepository,
        people: peopleByEmail({ catalog, auth }),
        logger,
      }),
    }),
  );
  const templateSide = createTemplateSide(deps);
  kinds.add(templateSide.kind);
  const catalogTargets = new CatalogTargetDirectory({
    catalog,
    auth,
    environments: settings.environments,
  });
  const targets = new PortalTargetDirectory({
    catalog: catalogTargets,
    store,
    templates: templateSide.cache,
  });
  const people = new CatalogPeopleDirectory({ catalog, auth });
  const decider = new Decider({ kinds, people, settings });
  const planner = new Planner({
    kinds,
    targets,
    clusters,
    timeoutMs: settings.planTimeout,
    logger,
  });
  const preflight = new Preflight({
    sources: deps.preflightSources,
    clusters,
    dependencies: target => catalogTargets.dependencies(target),
    timeoutMs: settings.assessorTimeout,
    logger,
  });
  const assessing = new Assessing({
    store,
    targets,
    assessors: deps.assessors,
    portalAssessors: [
      new MandateReplayAssessor({
        store,
        defaultApprovers: settings.defaultApprovers,
      }),
    ],
    preflight,
    settings,
    logger,
  });
  const proposing = {
    store,
    planner,
    assessing,
    decider,
    approvalExpiresAfterMs: settings.approvalExpiresAfter,
  };
  const reading = new ChangeReading({
    store,
    people,
    roles: settings.interventions,
    kinds,
  });
  const voting = { store, people, decider, kinds };
  const evidence = new EvidenceReads(store);
  const voteLinkSigner = await VoteLinkSigner.create(store);
  const changes = new AuditedChangeService(
    new AuthorizedChangeService(
      new DefaultChangeService({
        proposing,
        voting,
        reading,
      }),
      deps.permissions,
    ),
    deps.auditor,
    evidence,
  );
  const callers = new CallerReader({
    auth,
    httpAuth: deps.httpAuth,
    agents: settings.agents,
  });
  const access = new ReadAccess({ callers, permissions: deps.permissions });
  const mandates = new MandateReading(store);
  deps.observation.targets.set(targets);
  deps.observation.start({ store, access });
  deps.templatesExtension.start(store);
  return {
    changes,
    callers,
    access,
    decider,
    planner,
    preflight,
    reconsideration: new Reconsideration(proposing),
    mandates,
    calendar: new AuthorizedCalendar(
      new CalendarReading({ store, targets }),
      deps.permissions,
    ),
    delegations: new AuditedDelegationService(
      new AuthorizedDelegationService(
        new DefaultDelegationService({ store, people }),
        deps.permissions,
      ),
      deps.auditor,
    ),
    changeWindowSync: new ChangeWindowSync({ catalog, auth, store, logger }),
    interventions: new AuditedInterventionService(
      new AuthorizedInterventionService(
        new DefaultInterventionService({
          store,
          people,
          roles: settings.interventions,
          kinds,
          reviewWithinMs: settings.interventions.reviewWithin,
          readChange: (id, caller) => reading.detail(id, caller.proposer),
        }),
        deps.permissions,
        async id =>
          (await store.read(tx => tx.interventions.get(id)))?.changeId,
      ),
      deps.auditor,
    ),
    killSwitches: new AuditedKillSwitchService(
      new AuthorizedKillSwitchService(
        new DefaultKillSwitchService(store),
        deps.permissions,
      ),
      deps.auditor,
    ),
    ...createMandateServices({ ...deps, people, proposing }),
    interventionReminders: new InterventionReminders(
      store,
      settings.interventions,
    ),
    boundaries: new BoundaryReading({
      store,
      decider,
      kinds,
      targets,
      mandates,
      clusters,
      environments: settings.environments,
    }),
    ...(await createLedgerSide({ ...deps, people })),
    evidence,
    riskTraining: new RiskTraining({
      store,
      everyMs: settings.risk.trainEvery,
      logger,
    }),
    changeSets: new AuditedChangeSetService(
      new AuthorizedChangeSetService(
        new DefaultChangeSetService({ proposing, voting }),
        deps.permissions,
      ),
      deps.auditor,
    ),
    templates: templateSide.templates,
    bootstrapApprovals: templateSide.bootstrapApprovals,
    deadLetters: new AuditedDeadLetterService(
      new AuthorizedDeadLetterService(
        new DefaultDeadLetterService(store),
        deps.permissions,
      ),
      deps.auditor,
    ),
    voteLinkSigner,
    voteLinks: new AuditedVoteLinkService(
      new AuthorizedVoteLinkService(
        new DefaultVoteLinkService({ voting, reading, signer: voteLinkSigner }),
        deps.permissions,
      ),
      deps.auditor,
      evidence,
    ),
    timeline: new Timeline(store),
    statusReading: new StatusReading({ store, logger }),
    retention: new Retention(store, settings.retention),
  };
}
