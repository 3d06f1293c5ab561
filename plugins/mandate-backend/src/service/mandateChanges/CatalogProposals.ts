import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  CHANGE_MANDATE_KIND,
  type MandateChangeInput,
  mandateChangeInputSchema,
  PORTAL_ENVIRONMENT,
  type Proposer,
} from '@mandate/plugin-mandate-common';
import type { CatalogMandate } from '../../database/catalogMandates/CatalogMandateStore';
import type { TransactionStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { StoredMandate } from '../../database/mandates/MandateStore';
import { mandateObject } from '../../domain/mandateChange/mandateObject';
import { withdrawChange } from '../change/controlling/withdrawChange';
import {
  type Proposing,
  proposeChange,
} from '../change/proposing/proposeChange';
import { documentDigest } from '../plan/planDigest';
import { versionInForce } from './putInForce';

/** Who proposes what the catalog shows: nobody votes as the catalog, so nobody is barred by it. */
const CATALOG: Proposer = { kind: 'service', ref: 'catalog' };

/** The states in which a change waits, and can be taken back. */
const WAITING_STATES = [
  'proposed',
  'planned',
  'decided',
  'awaiting-approval',
  'queued',
] as const;

/** What the catalog shows and is not in force. */
interface Wish {
  readonly mandate: CatalogMandate;
  /** Throws for one that cannot be proposed. */
  readonly input: () => MandateChangeInput;
  readonly reason: string;
}

/**
 * Proposes what the catalog shows of mandates and is not in force, once for each version, and takes back what the
 * catalog does not show any more. Of replicas that look at once, one proposes.
 */
export class CatalogProposals {
  readonly #proposing: Proposing;
  readonly #store: TransactionStore;
  readonly #hasApprovers: boolean;
  readonly #logger: LoggerService;

  constructor(options: {
    readonly proposing: Proposing;
    /** Whether anybody can approve: what was refused because nobody could is proposed again once somebody can. */
    readonly hasApprovers: boolean;
    readonly logger: LoggerService;
  }) {
    this.#proposing = options.proposing;
    this.#store = options.proposing.store;
    this.#hasApprovers = options.hasApprovers;
    this.#logger = options.logger;
  }

  /** Proposes and takes back what is due. What fails is tried again at the next look. */
  async run(): Promise<void> {
    const { wishes, outdated } = await this.#store.read(tx => this.#look(tx));
    for (const id of outdated) {
      await this.#takeBack(id);
    }
    for (const wish of wishes) {
      try {
        await this.#propose(wish);
      } catch (error) {
        this.#logger.warn(
          `What the catalog shows of mandate ${wish.mandate.title} could not be proposed; it stays out of force.`,
          error instanceof Error ? error : undefined,
        );
      }
    }
  }

  async #look(tx: KernelTransaction): Promise<{
    readonly wishes: readonly Wish[];
    readonly outdated: readonly string[];
  }> {
    const stored = new Map(
      (await tx.mandates.all()).map(mandate => [mandate.name, mandate]),
    );
    const shown = await tx.catalogMandates.all();
    const wishes: Wish[] = [];
    for (const mandate of shown) {
      const wish = wishOf(mandate, stored.get(mandate.name));
      if (wish && !(await this.#isProposed(tx, mandate))) {
        wishes.push(wish);
      }
    }
    const { items } = await tx.changes.list({
      kind: CHANGE_MANDATE_KIND,
      proposer: CATALOG.ref,
      states: [...WAITING_STATES],
      limit: 100,
    });
    const current = new Set(
      shown.flatMap(mandate =>
        mandate.changeId !== undefined &&
        wishOf(mandate, stored.get(mandate.name))
          ? [mandate.changeId]
          : [],
      ),
    );
    const waitsForItsNumber = new Set(
      wishes.map(({ mandate }) => mandate.name),
    );
    return {
      wishes,
      outdated: items
        .filter(
          ({ id, target, createdAtMs }) =>
            !current.has(id) &&
            // One that another replica proposed a moment ago, and has not noted yet.
            !(
              waitsForItsNumber.has(target.entityRef) &&
              createdAtMs >= sinceOf(shown, target.entityRef)
            ),
        )
        .map(({ id }) => id),
    };
  }

  async #isProposed(
    tx: KernelTransaction,
    { changeId }: CatalogMandate,
  ): Promise<boolean> {
    if (changeId === undefined) {
      return false;
    }
    const change = await tx.changes.get(changeId);
    return !(change?.state === 'refused' && this.#hasApprovers);
  }

  async #propose({ mandate, input, reason }: Wish): Promise<void> {
    const { name, sinceMs, changeId } = mandate;
    const { id } = await proposeChange(this.#proposing, {
      request: {
        kind: CHANGE_MANDATE_KIND,
        target: { entityRef: name, environment: PORTAL_ENVIRONMENT },
        input: input(),
        reason,
        idempotencyKey: documentDigest({ name, sinceMs, after: changeId }),
      },
      proposer: CATALOG,
    });
    await this.#store.transaction(async tx => {
      await tx.catalogMandates.proposedBy(mandate, id);
      await tx.outbox.add({
        type: 'signal',
        signal: { type: 'mandate', name },
      });
    });
  }

  async #takeBack(id: string): Promise<void> {
    try {
      await withdrawChange(this.#store, {
        id,
        by: CATALOG,
        reason: 'The catalog shows something else now.',
      });
    } catch (error) {
      // It has started or ended meanwhile.
      if (
        !(error instanceof ConflictError || error instanceof NotAllowedError)
      ) {
        throw error;
      }
    }
  }
}

function wishOf(
  mandate: CatalogMandate,
  stored: StoredMandate | undefined,
): Wish | undefined {
  const inForce = versionInForce(stored);
  const { name, title, description, shown } = mandate;
  if (!shown) {
    return inForce !== undefined && stored?.leftCatalogAtMs !== undefined
      ? {
          mandate,
          input: () => ({ action: 'remove' }),
          reason: 'The mandate left the catalog.',
        }
      : undefined;
  }
  if (shown.version === inForce) {
    return undefined;
  }
  return {
    mandate,
    input: () =>
      mandateChangeInputSchema.parse({
        action: 'put',
        document: mandateObject({ name, title, description, spec: shown.spec }),
      }),
    reason: 'The catalog shows this version.',
  };
}

function sinceOf(shown: readonly CatalogMandate[], name: string): number {
  return shown.find(mandate => mandate.name === name)?.sinceMs ?? 0;
}
