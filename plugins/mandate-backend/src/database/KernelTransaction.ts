import type { Knex } from 'knex';
import { BudgetStore } from './budgets/BudgetStore';
import { CatalogMandateStore } from './catalogMandates/CatalogMandateStore';
import { ChangeStore } from './changes/ChangeStore';
import { ChangeSetStore } from './changeSets/ChangeSetStore';
import { ChangeWindowStore } from './changeWindows/ChangeWindowStore';
import { readDatabaseTime } from './databaseTime';
import { isSqlite } from './dialect';
import { NarrowingStore } from './earnedAutonomy/NarrowingStore';
import { OutcomeStore } from './earnedAutonomy/OutcomeStore';
import { DelegationStore } from './delegations/DelegationStore';
import { InterventionStore } from './interventions/InterventionStore';
import { KillSwitchStore } from './killSwitches/KillSwitchStore';
import { LedgerStore } from './ledger/LedgerStore';
import { MandateReviewStore } from './mandateReviews/MandateReviewStore';
import { MandateVersionStore } from './mandateVersions/MandateVersionStore';
import { MandateStore } from './mandates/MandateStore';
import { OutboxStore } from './outbox/OutboxStore';
import { QuestionStore } from './questions/QuestionStore';
import { RevisionStore } from './revisions/RevisionStore';
import { RiskModelStore } from './riskModels/RiskModelStore';
import { RunQueue } from './runQueue/RunQueue';
import { TemplateInstanceStore } from './templates/TemplateInstanceStore';
import { TemplateVersionStore } from './templates/TemplateVersionStore';
import { TestResultStore } from './testResults/TestResultStore';
import { TimerStore } from './timers/TimerStore';
import { VoteLinkStore } from './voteLinks/VoteLinkStore';
import { VoteStore } from './votes/VoteStore';

/** What a transaction leaves for the run side to do. */
export type QueuedWork = 'runs' | 'timers' | 'messages';

/** One database transaction with a store per noun. Never use another connection while one is open. */
export class KernelTransaction {
  readonly knex: Knex.Transaction;
  readonly changes: ChangeStore;
  readonly changeSets: ChangeSetStore;
  readonly revisions: RevisionStore;
  readonly votes: VoteStore;
  readonly voteLinks: VoteLinkStore;
  readonly budgets: BudgetStore;
  readonly catalogMandates: CatalogMandateStore;
  readonly mandates: MandateStore;
  readonly mandateReviews: MandateReviewStore;
  readonly mandateVersions: MandateVersionStore;
  readonly narrowings: NarrowingStore;
  readonly outcomes: OutcomeStore;
  readonly killSwitches: KillSwitchStore;
  readonly changeWindows: ChangeWindowStore;
  readonly interventions: InterventionStore;
  readonly delegations: DelegationStore;
  readonly questions: QuestionStore;
  readonly riskModels: RiskModelStore;
  readonly templateInstances: TemplateInstanceStore;
  readonly templateVersions: TemplateVersionStore;
  readonly testResults: TestResultStore;
  readonly timers: TimerStore;
  readonly runQueue: RunQueue;
  readonly ledger: LedgerStore;
  readonly outbox: OutboxStore;
  /** Work that is to be looked at as soon as this is committed, instead of at the next poll. */
  readonly queuedWork = new Set<QueuedWork>();
  #now: Promise<number> | undefined;

  constructor(knex: Knex.Transaction) {
    this.knex = knex;
    this.changes = new ChangeStore(this);
    this.changeSets = new ChangeSetStore(this);
    this.revisions = new RevisionStore(this);
    this.votes = new VoteStore(this);
    this.voteLinks = new VoteLinkStore(this);
    this.budgets = new BudgetStore(this);
    this.catalogMandates = new CatalogMandateStore(this);
    this.mandates = new MandateStore(this);
    this.mandateReviews = new MandateReviewStore(this);
    this.mandateVersions = new MandateVersionStore(this);
    this.narrowings = new NarrowingStore(this);
    this.outcomes = new OutcomeStore(this);
    this.changeWindows = new ChangeWindowStore(this);
    this.delegations = new DelegationStore(this);
    this.interventions = new InterventionStore(this);
    this.killSwitches = new KillSwitchStore(this);
    this.questions = new QuestionStore(this);
    this.riskModels = new RiskModelStore(this);
    this.templateInstances = new TemplateInstanceStore(this);
    this.templateVersions = new TemplateVersionStore(this);
    this.testResults = new TestResultStore(this);
    this.timers = new TimerStore(this);
    this.runQueue = new RunQueue(this);
    this.ledger = new LedgerStore(this);
    this.outbox = new OutboxStore(this);
  }

  /** The database's clock in milliseconds since the epoch, read once a transaction. */
  now(): Promise<number> {
    this.#now ??= readDatabaseTime(this.knex);
    return this.#now;
  }

  /**
   * Takes SQLite's write lock at the start, as BEGIN IMMEDIATE does: a transaction that reads first and writes later
   * would fail at once, without waiting, when another process wrote in between.
   */
  async startWriting(): Promise<void> {
    if (isSqlite(this.knex)) {
      await this.knex('mandate_ledger_head').where({ id: 0 }).update({ id: 0 });
    }
  }
}
