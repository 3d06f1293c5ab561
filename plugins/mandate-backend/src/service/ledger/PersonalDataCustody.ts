import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { ledgerCustodyPermission } from '@mandate/plugin-mandate-common';
import type { KernelStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import {
  type Erasure,
  erasePersonalData,
  newestBefore,
} from '../../database/ledger/erasePersonalData';
import {
  excludeHolds,
  type LegalHold,
  placeHold,
  readHolds,
  releaseHold,
} from '../../database/ledger/legalHoldStore';
import type { Caller } from '../change/ChangeService';
import { actorOf, KERNEL_ACTOR } from '../change/actors';
import { demandPermission } from '../operations/demandPermission';
import { demandPresence } from '../operations/demandPresence';
import { groupsOfCaller } from '../people/groupsOfCaller';
import type { PeopleDirectory } from '../people/PeopleDirectory';
import type { CustodyService } from './CustodyService';

/**
 * Erases what the ledger keeps about a person beside its entries, unless a legal hold forbids it. Only people may, and
 * each act is an entry: an erasure says how much was erased and not whose, since that would name the person again.
 */
export class PersonalDataCustody implements CustodyService {
  readonly #store: KernelStore;
  readonly #permissions: PermissionsService;
  readonly #people: PeopleDirectory;
  readonly #custodians: readonly string[];
  readonly #keptForMs: number | undefined;

  constructor(options: {
    readonly store: KernelStore;
    readonly permissions: PermissionsService;
    readonly people: PeopleDirectory;
    /** Groups whose members may; nobody without one. */
    readonly custodians: readonly string[];
    /** How long values are kept; for ever without it. */
    readonly keptForMs: number | undefined;
  }) {
    this.#store = options.store;
    this.#permissions = options.permissions;
    this.#people = options.people;
    this.#custodians = options.custodians;
    this.#keptForMs = options.keptForMs;
  }

  /** @throws ConflictError while a legal hold on the person is in force. */
  async erase(
    request: { readonly person: string },
    caller: Caller,
  ): Promise<Erasure> {
    await this.#demand(caller);
    const person = request.person.toLowerCase();
    // Entries that wait for their index have openings too, and would bring them in afterwards.
    await this.#store.sequence();
    return this.#store.transaction(async tx => {
      await excludeHolds(tx);
      const [hold] = await readHolds(tx, person);
      if (hold) {
        throw new ConflictError(
          `Nothing was erased: a legal hold is on ${person} since ${new Date(
            hold.placedAtMs,
          ).toISOString()} (${hold.reason}). Have it released first.`,
        );
      }
      const erasure = await erasePersonalData(tx, { person });
      record(tx, caller, 'personal-data-erased', {
        words: `Personal data was erased: ${erasure.erased} values.${
          erasure.held > 0
            ? ` ${erasure.held} stay: they name somebody under legal hold as well.`
            : ''
        }`,
        ...erasure,
      });
      return erasure;
    });
  }

  /** From now on, nothing of the person is erased. */
  async hold(
    request: { readonly person: string; readonly reason: string },
    caller: Caller,
  ): Promise<LegalHold> {
    await this.#demand(caller);
    const person = request.person.toLowerCase();
    return this.#store.transaction(async tx => {
      const placedBy = caller.proposer.ref;
      const hold = await placeHold(tx, { ...request, person, placedBy });
      record(tx, caller, 'legal-hold-placed', {
        words: `A legal hold was placed on ${person}.`,
        hold: hold.id,
        reason: request.reason,
      });
      return hold;
    });
  }

  /** @throws NotFoundError when no such hold is in force. */
  async release(id: string, caller: Caller): Promise<void> {
    await this.#demand(caller);
    await this.#store.transaction(async tx => {
      const outcome = await releaseHold(tx, { id, by: caller.proposer.ref });
      if (outcome === 'unknown') {
        throw new NotFoundError(`No legal hold ${id} is in force.`);
      }
      record(tx, caller, 'legal-hold-released', {
        words: 'A legal hold was released.',
        hold: id,
      });
    });
  }

  /** Erases what is older than the configured time, but for what names somebody under legal hold. */
  async applyRetention(): Promise<void> {
    const keptForMs = this.#keptForMs;
    if (keptForMs === undefined) {
      return;
    }
    await this.#store.transaction(async tx => {
      const upTo = await newestBefore(tx, (await tx.now()) - keptForMs);
      if (upTo === undefined) {
        return;
      }
      const { erased } = await erasePersonalData(tx, { upTo });
      if (erased > 0) {
        tx.ledger.append({
          kind: 'configuration',
          actor: KERNEL_ACTOR,
          data: {
            event: 'personal-data-erased',
            words: `Personal data was erased by its age: ${erased} values.`,
            erased,
          },
        });
      }
    });
  }

  /** Holds in force. */
  async holds(caller: Caller): Promise<readonly LegalHold[]> {
    await this.#demand(caller);
    return this.#store.read(tx => readHolds(tx));
  }

  async #demand(caller: Caller): Promise<void> {
    await demandPermission(this.#permissions, ledgerCustodyPermission, caller);
    demandPresence(caller, 'look after personal data in the ledger');
    const groups = await groupsOfCaller(this.#people, caller);
    const mine = new Set(groups.map(group => group.toLowerCase()));
    if (!this.#custodians.some(group => mine.has(group))) {
      throw new NotAllowedError(
        this.#custodians.length === 0
          ? "Nobody may look after personal data in the ledger: no group is named under 'mandate.ledger.custodians'."
          : `Only a person who is a member of one of these groups may look after personal data in the ledger: ${this.#custodians.join(
              ', ',
            )}.`,
      );
    }
  }
}

function record(
  tx: KernelTransaction,
  caller: Caller,
  event: string,
  data: Readonly<Record<string, string | number>>,
): void {
  tx.ledger.append({
    kind: 'configuration',
    actor: actorOf(caller.proposer),
    data: { event, ...data },
  });
}
