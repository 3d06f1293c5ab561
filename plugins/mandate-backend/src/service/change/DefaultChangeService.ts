import type {
  ChangeDetail,
  ChangeFilter,
  ChangeSummary,
  AttachTestResults,
  DiscussionText,
  Page,
  ProposeRequest,
  Simulation,
  VoteRequest,
} from '@mandate/plugin-mandate-common';
import { demandPresence } from '../operations/demandPresence';
import type {
  ApprovalFilter,
  Caller,
  ChangeService,
  ListOptions,
  Resolution,
} from './ChangeService';
import { abortChange } from './controlling/abortChange';
import { pauseChange, resumeChange } from './controlling/pauseChange';
import { remindApprovers } from './controlling/remindApprovers';
import { resolveChange } from './controlling/resolveChange';
import { withdrawChange } from './controlling/withdrawChange';
import { attachTestResults } from './attaching/attachTestResults';
import { answerQuestion, askQuestion } from './discussing/discuss';
import {
  proposeChange,
  type Proposing,
  simulateChange,
} from './proposing/proposeChange';
import { proposerOf } from './proposing/proposerOf';
import type { ChangeReading } from './reading/ChangeReading';
import { toSummary } from './reading/changeViews';
import { castVote, type Voting } from './voting/castVote';
import { takeVoteBack } from './voting/takeVoteBack';

/** The operations themselves, with the domain's rules; permissions and audit are decorators around it. */
export class DefaultChangeService implements ChangeService {
  readonly #proposing: Proposing;
  readonly #voting: Voting;
  readonly #reading: ChangeReading;

  constructor(options: {
    readonly proposing: Proposing;
    readonly voting: Voting;
    readonly reading: ChangeReading;
  }) {
    this.#proposing = options.proposing;
    this.#voting = options.voting;
    this.#reading = options.reading;
  }

  async propose(
    request: ProposeRequest,
    options: { readonly caller: Caller; readonly findingId?: string },
  ): Promise<ChangeDetail> {
    const { id } = await proposeChange(this.#proposing, {
      request,
      ...proposerOf(request, options.caller),
      findingId: options.findingId,
    });
    return this.get(id, options);
  }

  simulate(
    request: ProposeRequest,
    { caller }: { readonly caller: Caller },
  ): Promise<Simulation> {
    return simulateChange(this.#proposing, {
      request,
      ...proposerOf(request, caller),
    });
  }

  get(id: string, { caller }: { readonly caller: Caller }) {
    return this.#reading.detail(id, caller.proposer);
  }

  async list(
    filter: ChangeFilter,
    { permitted }: ListOptions,
  ): Promise<Page<ChangeSummary>> {
    const page = await this.#proposing.store.read(tx =>
      tx.changes.list(filter, permitted),
    );
    return { ...page, items: page.items.map(toSummary) };
  }

  listApprovals(
    filter: ApprovalFilter,
    { caller, permitted }: ListOptions,
  ): Promise<Page<ChangeDetail>> {
    return this.#reading.approvals(filter, caller.proposer, permitted);
  }

  async vote(
    id: string,
    vote: VoteRequest,
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail> {
    demandPresence(options.caller, 'approve or reject');
    const voter = options.caller.proposer;
    await castVote(this.#voting, { id, vote, voter });
    return this.get(id, options);
  }

  async withdrawVote(
    id: string,
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail> {
    demandPresence(options.caller, 'take votes back');
    await takeVoteBack(this.#voting, { id, voter: options.caller.proposer });
    return this.get(id, options);
  }

  async withdraw(
    id: string,
    { reason }: { readonly reason?: string },
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail> {
    const by = options.caller.proposer;
    await withdrawChange(this.#proposing.store, { id, by, reason });
    return this.get(id, options);
  }

  async abort(
    id: string,
    { reason }: { readonly reason: string },
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail> {
    const by = options.caller.proposer;
    await abortChange(this.#proposing.store, { id, by, reason });
    return this.get(id, options);
  }

  async remind(
    id: string,
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail> {
    const by = options.caller.proposer;
    await remindApprovers(this.#proposing.store, { id, by });
    return this.get(id, options);
  }

  async ask(
    id: string,
    { text }: DiscussionText,
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail> {
    const by = options.caller.proposer;
    await askQuestion(this.#proposing.store, { id, by, text });
    return this.get(id, options);
  }

  async answer(
    id: string,
    request: DiscussionText & { readonly questionId: string },
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail> {
    const by = options.caller.proposer;
    await answerQuestion(this.#voting, { id, by, ...request });
    return this.get(id, options);
  }

  async attachTestResults(
    id: string,
    request: AttachTestResults,
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail> {
    const by = options.caller.proposer;
    await attachTestResults(this.#proposing, { id, by, request });
    return this.get(id, options);
  }

  async pause(
    id: string,
    { reason }: { readonly reason: string },
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail> {
    const by = options.caller.proposer;
    await pauseChange(this.#proposing.store, { id, by, reason });
    return this.get(id, options);
  }

  async resume(
    id: string,
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail> {
    demandPresence(options.caller, 'let a change go on');
    const by = options.caller.proposer;
    await resumeChange(this.#proposing.store, { id, by });
    return this.get(id, options);
  }

  async resolve(
    id: string,
    request: { readonly outcome: Resolution; readonly reason: string },
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail> {
    demandPresence(options.caller, 'decide what happens to a stuck change');
    const by = options.caller.proposer;
    await resolveChange(this.#proposing.store, { id, by, ...request });
    return this.get(id, options);
  }
}
