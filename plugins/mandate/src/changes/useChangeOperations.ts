import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type {
  ChangeAction,
  ChangeDetail,
  LinkedVote,
} from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '@mandate/plugin-mandate-react';
import { useContext } from 'react';
import { VoteLinkContext } from '../approvals/voteLinkContext';
import { mandateTranslationRef } from '../translation';
import type { ApprovalConditions } from './ConditionsDialog';

/** What a stuck change can be told to do. */
export type Resolution = 'retry' | 'undo' | 'accept';

/** The actions on a change as functions; each rejects with the server's error. */
export interface ChangeOperations {
  approve(
    confirmTarget?: string,
    conditions?: ApprovalConditions,
  ): Promise<void>;
  reject(reason: string): Promise<void>;
  abstain(reason: string): Promise<void>;
  ask(text: string): Promise<void>;
  answer(questionId: string, text: string): Promise<void>;
  pause(reason: string): Promise<void>;
  resume(): Promise<void>;
  withdrawVote(): Promise<void>;
  withdraw(reason: string): Promise<void>;
  abort(reason: string): Promise<void>;
  remind(): Promise<void>;
  override(reason: string): Promise<void>;
  breakGlass(request: {
    reason: string;
    incident: string;
    confirmTarget?: string;
  }): Promise<void>;
  resolve(outcome: Resolution, reason: string): Promise<void>;
}

const TOAST_MS = 5_000;

/** Binds the actions to a change. After each, also a failed one, the change is read again: the failure may say that it moved on. */
export function useChangeOperations(
  change: ChangeDetail,
  onChanged: () => void,
): ChangeOperations {
  const api = useApi(mandateApiRef);
  const toastApi = useApi(toastApiRef);
  const { t } = useTranslationRef(mandateTranslationRef);
  const { id, current } = change;
  const link = useContext(VoteLinkContext);

  const run = async (
    action: ChangeAction,
    operation: () => Promise<unknown>,
  ) => {
    try {
      await operation();
      toastApi.post({
        title: t(`action.done.${action}`),
        status: 'success',
        timeout: TOAST_MS,
      });
    } finally {
      onChanged();
    }
  };
  /** A vote names the plan that was on the screen, or comes through the link to it; on another digest it never counts. */
  const vote = async (given: LinkedVote) => {
    if (link !== undefined) {
      return api.voteByLink(link, given);
    }
    if (!current) {
      throw new Error(t('approval.planMissing'));
    }
    const { number: revision, digest } = current;
    return api.vote(id, { ...given, revision, digest });
  };

  return {
    approve: (confirmTarget, conditions) =>
      run('approve', () =>
        vote({ verdict: 'approve', confirmTarget, ...conditions }),
      ),
    reject: reason => run('reject', () => vote({ verdict: 'reject', reason })),
    abstain: reason =>
      run('abstain', () => vote({ verdict: 'abstain', reason })),
    ask: text => run('ask', () => api.ask(id, { text })),
    answer: (questionId, text) =>
      run('answer', () => api.answer(id, { questionId, text })),
    pause: reason => run('pause', () => api.pause(id, { reason })),
    resume: () => run('resume', () => api.resume(id)),
    withdrawVote: () => run('withdrawVote', () => api.withdrawVote(id)),
    withdraw: reason =>
      run('withdraw', () => api.withdraw(id, reason ? { reason } : {})),
    abort: reason => run('abort', () => api.abort(id, { reason })),
    override: reason => run('override', () => api.override(id, { reason })),
    breakGlass: request =>
      run('breakGlass', () =>
        api.breakGlass(id, { ...request, digest: current?.digest }),
      ),
    remind: () => run('remind', () => api.remind(id)),
    resolve: (outcome, reason) =>
      run('resolve', () => api.resolve(id, { outcome, reason })),
  };
}
