const READ_CHANGES = 'mandate.change.read';
const PROPOSE = 'mandate.change.propose';
const VOTE = 'mandate.change.vote';
const CONTROL = 'mandate.change.control';
const INTERVENE = 'mandate.change.intervene';
const READ_MANDATES = 'mandate.mandate.read';
const STOP = 'mandate.automation.stop';
const READ_LEDGER = 'mandate.ledger.read';
const CUSTODY = 'mandate.ledger.custody';

/**
 * The permission that each operation of the API asks for first, by the operation's id in the API's document. A test
 * holds every route to it: one that is missing here fails the build.
 */
export const operationPermissions: Readonly<Record<string, string>> = {
  ListChanges: READ_CHANGES,
  ProposeChange: PROPOSE,
  SimulateChange: PROPOSE,
  GetChange: READ_CHANGES,
  Vote: VOTE,
  OpenVoteLink: READ_CHANGES,
  VoteByLink: VOTE,
  WithdrawVote: VOTE,
  WithdrawChange: CONTROL,
  AbortChange: CONTROL,
  RemindApprovers: CONTROL,
  AskQuestion: READ_CHANGES,
  AnswerQuestion: PROPOSE,
  PauseChange: CONTROL,
  ResumeChange: CONTROL,
  ResolveChange: CONTROL,
  ListApprovals: READ_CHANGES,
  ListFindings: READ_CHANGES,
  GetTimeline: READ_CHANGES,
  ListProposedEntities: READ_CHANGES,
  ListMandates: READ_MANDATES,
  SimulateMandate: READ_MANDATES,
  GetMandate: READ_MANDATES,
  ListMandateVersions: READ_MANDATES,
  GetCalendar: READ_CHANGES,
  OverrideFreeze: INTERVENE,
  BreakGlass: INTERVENE,
  ListDelegations: READ_CHANGES,
  CreateDelegation: VOTE,
  RevokeDelegation: VOTE,
  ListInterventions: READ_CHANGES,
  ReviewIntervention: 'mandate.intervention.review',
  ListFailureRates: READ_MANDATES,
  GetTrackRecord: READ_MANDATES,
  WidenMandate: 'mandate.mandate.widen',
  ListMandateReviews: READ_MANDATES,
  ReviewMandate: 'mandate.mandate.review',
  ListKillSwitches: READ_MANDATES,
  EngageKillSwitch: STOP,
  LiftKillSwitch: STOP,
  GetBoundaries: READ_CHANGES,
  GetForecasts: READ_MANDATES,
  ListEnvironments: READ_CHANGES,
  ListLedgerEntries: READ_LEDGER,
  GetCheckpoint: READ_LEDGER,
  GetInclusionProof: READ_LEDGER,
  GetConsistencyProof: READ_LEDGER,
  ReadLogResource: READ_LEDGER,
  ExportLedgerEntries: READ_LEDGER,
  ErasePersonalData: CUSTODY,
  ListLegalHolds: CUSTODY,
  PlaceLegalHold: CUSTODY,
  ReleaseLegalHold: CUSTODY,
  ExportLedger: READ_LEDGER,
  ProposeChangeSet: PROPOSE,
  ListChangeSets: READ_CHANGES,
  GetChangeSet: READ_CHANGES,
  VoteOnChangeSet: VOTE,
  ListTemplates: READ_CHANGES,
  GetTemplate: READ_CHANGES,
  GetTemplateVersion: READ_CHANGES,
  PreviewTemplateUpgrade: READ_CHANGES,
  ListTemplateInstances: READ_CHANGES,
  MatchTemplates: READ_CHANGES,
  ListDeadLetters: 'mandate.delivery.manage',
  GetStatus: READ_MANDATES,
  ReplayDeadLetter: 'mandate.delivery.manage',
  DiscardDeadLetter: 'mandate.delivery.manage',
};

/** The permission that each action asks for first, by the action's name. */
export const actionPermissions: Readonly<Record<string, string>> = {
  'answer-question': PROPOSE,
  'get-calendar': READ_CHANGES,
  'get-change-set': READ_CHANGES,
  'list-dead-letters': 'mandate.delivery.manage',
  'list-delegations': READ_CHANGES,
  'list-interventions': READ_CHANGES,
  'propose-change-set': PROPOSE,
  'replay-dead-letter': 'mandate.delivery.manage',
  'get-change': READ_CHANGES,
  'list-pending-approvals': READ_CHANGES,
  'pause-change': CONTROL,
  'propose-change': PROPOSE,
  'simulate-change': PROPOSE,
  'simulate-mandate': READ_MANDATES,
  'match-templates': READ_CHANGES,
  'stop-automation': STOP,
};
