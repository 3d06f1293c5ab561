import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { addDuration, parseDuration } from '@mandate/policy';
import type { KernelStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { holdRules } from '../../database/rules/holdRules';
import type { StoredMandate } from '../../database/mandates/MandateStore';
import { KERNEL_ACTOR } from '../change/actors';
import { type CatalogStep, stepOf, stepOfMissing } from './catalogStep';
import { type MandateInCatalog, readMandate } from './readMandate';

/**
 * Looks at the catalog's entities of kind `Mandate`. What is new there is kept beside what is in force: it comes into
 * force as a change that people approve (`CatalogProposals`), or at once when it is the first version of its mandate and
 * the configuration trusts these. A mandate that leaves the catalog grants nothing by itself from then on, and limits and
 * forbids until its removal is approved. A version that is not valid is told beside the one in force. When the catalog
 * cannot be read, nothing changes.
 */
export class MandateSync {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #store: KernelStore;
  readonly #trustFirstVersion: boolean;
  readonly #logger: LoggerService;

  constructor(options: {
    readonly catalog: CatalogService;
    readonly auth: AuthService;
    readonly store: KernelStore;
    /** Whether the first version of a mandate comes into force without approval. */
    readonly trustFirstVersion: boolean;
    readonly logger: LoggerService;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#store = options.store;
    this.#trustFirstVersion = options.trustFirstVersion;
    this.#logger = options.logger;
  }

  /** Reads the catalog once and keeps what is new. Rejects when the catalog cannot be read. */
  async run(): Promise<void> {
    const { items } = await this.#catalog.getEntities(
      { filter: { kind: 'Mandate' } },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const readings = new Map(
      items.map(entity => [stringifyEntityRef(entity), readMandate(entity)]),
    );
    const steps = await this.#store.read(tx => this.#steps(tx, readings));
    if (steps.length > 0) {
      await this.#store.transaction(async tx => {
        await holdRules(tx, 'to-change');
        for (const { name, step } of await this.#steps(tx, readings)) {
          await this.#take(tx, name, step);
        }
      });
    }
  }

  async #steps(
    tx: KernelTransaction,
    readings: ReadonlyMap<string, MandateInCatalog>,
  ): Promise<readonly { readonly name: string; readonly step: CatalogStep }[]> {
    const options = {
      now: await tx.now(),
      trustFirstVersion: this.#trustFirstVersion,
    };
    const stored = new Map(
      (await tx.mandates.all()).map(mandate => [mandate.name, mandate]),
    );
    const shown = new Map(
      (await tx.catalogMandates.all()).map(mandate => [mandate.name, mandate]),
    );
    const present = [...readings].map(([name, reading]) => ({
      name,
      step: stepOf(
        { name, stored: stored.get(name), shown: shown.get(name) },
        reading,
        options,
      ),
    }));
    const missing = [...shown.values()]
      .filter(mandate => mandate.shown && !readings.has(mandate.name))
      .map(mandate => ({
        name: mandate.name,
        step: stepOfMissing(
          {
            name: mandate.name,
            stored: stored.get(mandate.name),
            shown: mandate,
          },
          options.now,
        ),
      }));
    return [...present, ...missing].flatMap(({ name, step }) =>
      step ? [{ name, step }] : [],
    );
  }

  async #take(
    tx: KernelTransaction,
    name: string,
    { stored, shown, announcement }: CatalogStep,
  ): Promise<void> {
    const before = await tx.mandates.get(name);
    if (shown) {
      await tx.catalogMandates.put(shown);
    }
    if (stored) {
      await tx.mandates.put(stored);
      await keepVersion(tx, before, stored);
    }
    this.#logger.info(announcement.words);
    tx.ledger.append({
      kind: 'mandate-changed',
      actor: KERNEL_ACTOR,
      subject: name,
      data: announcement,
    });
    tx.outbox.add({ type: 'signal', signal: { type: 'mandate', name } });
  }
}

/** Keeps a version that has just come into force, so that it can be compared and taken up again. */
async function keepVersion(
  tx: KernelTransaction,
  before: StoredMandate | undefined,
  { name, inForce }: StoredMandate,
): Promise<void> {
  if (
    inForce &&
    !('unreadable' in inForce.spec) &&
    inForce.version !== before?.inForce?.version
  ) {
    const { version, spec, sinceMs } = inForce;
    await tx.mandateVersions.insert({ mandate: name, version, spec, sinceMs });
  }
}

/** When a review is due: a mandate whose review is overdue grants nothing autonomous. */
export function reviewDueAt(mandate: StoredMandate): number | undefined {
  const { inForce } = mandate;
  if (!inForce || 'unreadable' in inForce.spec) {
    return undefined;
  }
  const every = parseDuration(inForce.spec.review.every);
  return every && addDuration(inForce.reviewedAtMs ?? inForce.sinceMs, every);
}
