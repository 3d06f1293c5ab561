import type {
  ChangeDetail,
  InterventionView,
} from '@mandate/plugin-mandate-common';
import type { Caller } from '../change/ChangeService';

type Options = { readonly caller: Caller };

/**
 * Emergencies: what people do against the rules, on record, and what others think of it afterwards. Methods that name
 * a change throw `NotFoundError` when there is none; refusals are `NotAllowedError` (you may not) or `ConflictError`
 * (not now).
 */
export interface InterventionService {
  /** Starts a change in spite of freezes and windows; votes and mandates still count. */
  override(
    changeId: string,
    request: { readonly reason: string },
    options: Options,
  ): Promise<ChangeDetail>;
  /**
   * Runs a change now, without the missing approvals; owners and reviewers are told at once. A plan that removes
   * something wants its target's name typed: `InputError` without it.
   */
  breakGlass(
    changeId: string,
    request: {
      readonly reason: string;
      readonly incident: string;
      /** Of the plan that was looked at: `ConflictError` when the change has another one by now. */
      readonly digest?: string;
      readonly confirmTarget?: string;
    },
    options: Options,
  ): Promise<ChangeDetail>;
  /** The newest hundred, or those that wait for review. */
  list(
    filter: { readonly reviewed?: boolean },
    options: Options,
  ): Promise<readonly InterventionView[]>;
  /** Somebody else judges an intervention, once. */
  review(
    id: string,
    request: {
      readonly verdict: 'justified' | 'not-justified';
      readonly reason: string;
    },
    options: Options,
  ): Promise<InterventionView>;
}
