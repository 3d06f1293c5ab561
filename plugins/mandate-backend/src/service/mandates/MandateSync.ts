import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { addDuration, parseDuration } from '@mandate/policy';
import type { KernelStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { holdRules } from '../../database/rules/holdRules';
import type { StoredMandate } from '../../database/mandates/MandateStore';
import { KERNEL_ACTOR } from '../change/actors';
import { type MandateInCatalog, readMandate } from './readMandate';

/**
 * Keeps the kernel's mandates in step with the catalog's entities of kind `Mandate`. A version that is not valid never
 * replaces one that is: the older stays in force and the errors are kept beside it. When the catalog cannot be read,
 * nothing changes.
 */
export class MandateSync {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #store: KernelStore;
  readonly #logger: LoggerService;

  constructor(options: {
    readonly catalog: CatalogService;
    readonly auth: AuthService;
    readonly store: KernelStore;
    readonly logger: LoggerService;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#store = options.store;
    this.#logger = options.logger;
  }

  /** Reads the catalog once and applies what is new. Rejects when the catalog cannot be read. */
  async run(): Promise<void> {
    const { items } = await this.#catalog.getEntities(
      { filter: { kind: 'Mandate' } },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const readings = new Map(
      items.map(entity => [stringifyEntityRef(entity), readMandate(entity)]),
    );
    const known = await this.#store.read(tx => tx.mandates.all());
    const changed =
      known.some(
        mandate =>
          mandate.removedAtMs === undefined && !readings.has(mandate.name),
      ) ||
      [...readings].some(([name, reading]) => {
        const stored = known.find(mandate => mandate.name === name);
        return !stored || !isSettled(stored, reading);
      });
    if (changed) {
      await this.#store.transaction(tx => this.#apply(tx, readings));
    }
  }

  async #apply(
    tx: KernelTransaction,
    readings: ReadonlyMap<string, MandateInCatalog>,
  ): Promise<void> {
    await holdRules(tx, 'to-change');
    const now = await tx.now();
    const known = await tx.mandates.all();
    for (const [name, reading] of readings) {
      const stored = known.find(mandate => mandate.name === name);
      if (!stored || !isSettled(stored, reading)) {
        const next = merged(name, stored, reading, now);
        await tx.mandates.put(next);
        await keepVersion(tx, stored, next);
        await this.#announce(tx, name, announcementOf(stored, reading));
      }
    }
    for (const mandate of known) {
      if (mandate.removedAtMs === undefined && !readings.has(mandate.name)) {
        await tx.mandates.put({ ...mandate, removedAtMs: now });
        await this.#announce(tx, mandate.name, {
          words: `Mandate ${mandate.title} left the catalog and is no longer in force.`,
          version: '',
        });
      }
    }
  }

  async #announce(
    tx: KernelTransaction,
    name: string,
    announcement: { readonly words: string; readonly version: string },
  ): Promise<void> {
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

function isSettled(stored: StoredMandate, reading: MandateInCatalog): boolean {
  if (
    stored.removedAtMs !== undefined ||
    stored.title !== reading.title ||
    stored.description !== reading.description
  ) {
    return false;
  }
  const isInForce =
    reading.type === 'invalid' || stored.inForce?.version === reading.version;
  const rejected = stored.rejected?.errors.join('\n') ?? '';
  return isInForce && rejected === reading.errors.join('\n');
}

function merged(
  name: string,
  stored: StoredMandate | undefined,
  reading: MandateInCatalog,
  now: number,
): StoredMandate {
  const { title, description } = reading;
  if (reading.type === 'invalid') {
    return {
      name,
      title,
      description,
      inForce: stored?.inForce,
      rejected: { errors: reading.errors, sinceMs: now },
    };
  }
  const { version, spec, reviewedAtMs } = reading;
  const isSame = stored?.inForce?.version === version;
  return {
    name,
    title,
    description,
    inForce: {
      version,
      spec,
      // A version counts as reviewed by its review date or by a review here; without either, by coming into force.
      reviewedAtMs: later(reviewedAtMs, stored?.inForce?.reviewedAtMs),
      sinceMs: isSame ? stored.inForce?.sinceMs ?? now : now,
    },
    ...(reading.errors.length > 0 && {
      rejected: { errors: reading.errors, sinceMs: now },
    }),
  };
}

function later(a: number | undefined, b: number | undefined) {
  return a === undefined || b === undefined ? a ?? b : Math.max(a, b);
}

function announcementOf(
  stored: StoredMandate | undefined,
  reading: MandateInCatalog,
): { readonly words: string; readonly version: string } {
  if (reading.type === 'valid' && reading.errors.length === 0) {
    return {
      words: `Mandate ${reading.title} ${
        stored?.inForce ? 'has a new version in force.' : 'is in force.'
      }`,
      version: reading.version,
    };
  }
  return {
    words: `A new version of mandate ${reading.title} cannot be read. ${
      stored?.inForce
        ? 'The older version stays in force.'
        : 'It is not in force.'
    } ${reading.errors[0] ?? ''}`,
    version: stored?.inForce?.version ?? '',
  };
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
