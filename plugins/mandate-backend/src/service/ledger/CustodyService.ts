import type { Erasure } from '../../database/ledger/erasePersonalData';
import type { LegalHold } from '../../database/ledger/legalHoldStore';
import type { Caller } from '../change/ChangeService';

/**
 * Erases what the ledger keeps about a person beside its entries, unless a legal hold forbids it.
 *
 * Whoever is not of the configured groups, signed in as themselves and with the permission, gets a `NotAllowedError`.
 */
export interface CustodyService {
  /** @throws ConflictError while a legal hold on the person is in force. */
  erase(request: { readonly person: string }, caller: Caller): Promise<Erasure>;
  /** From now on, nothing of the person is erased. */
  hold(
    request: { readonly person: string; readonly reason: string },
    caller: Caller,
  ): Promise<LegalHold>;
  /** @throws NotFoundError when no such hold is in force. */
  release(id: string, caller: Caller): Promise<void>;
  /** Holds in force. */
  holds(caller: Caller): Promise<readonly LegalHold[]>;
  /** Erases what is older than the configured time, but for what names somebody under legal hold. */
  applyRetention(): Promise<void>;
}
