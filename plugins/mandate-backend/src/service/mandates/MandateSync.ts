import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  addDuration,
  type MandateError,
  parseDuration,
  parseMandate,
} from '@mandate/policy';
import { documentDigest } from '../plan/planDigest';
import type { KernelStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { StoredMandate } from '../../database/mandates/MandateStore';
import { KERNEL_ACTOR } from '../change/actors';

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
      items.map(entity => [stringifyEntityRef(entity), readEntity(entity)]),
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
    readings: ReadonlyMap<string, MandateReading>,
  ): Promise<void> {
    const now = await tx.now();
    const known = await tx.mandates.all();
    for (const [name, reading] of readings) {
      const stored = known.find(mandate => mandate.name === name);
      if (!stored || !isSettled(stored, reading)) {
        await tx.mandates.put(merged(name, stored, reading, now));
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
    await tx.outbox.add({ type: 'signal', signal: { type: 'mandate', name } });
  }
}

/** What the catalog's entity says. */
type MandateReading = {
  readonly title: string;
  readonly description?: string;
} & (
  | {
      readonly type: 'valid';
      readonly version: string;
      readonly spec: NonNullable<StoredMandate['inForce']>['spec'];
      readonly reviewedAtMs?: number;
    }
  | { readonly type: 'invalid'; readonly errors: readonly string[] }
);

function readEntity(entity: Entity): MandateReading {
  const { name, title = name, description } = entity.metadata;
  const parsed = parseMandate(entity);
  if (!parsed.ok) {
    return {
      type: 'invalid',
      title,
      description,
      errors: parsed.errors.map(errorWords),
    };
  }
  const { lastDone } = parsed.spec.review;
  return {
    type: 'valid',
    title,
    description,
    version: documentDigest(parsed.spec),
    spec: parsed.spec,
    reviewedAtMs: lastDone === undefined ? undefined : Date.parse(lastDone),
  };
}

/** "spec.grants.0.when (line 1, column 5): …". */
function errorWords({ path, message, position }: MandateError): string {
  const at = position
    ? ` (line ${position.line}, column ${position.column})`
    : '';
  return `${path.join('.')}${at}: ${message}`;
}

function isSettled(stored: StoredMandate, reading: MandateReading): boolean {
  if (
    stored.removedAtMs !== undefined ||
    stored.title !== reading.title ||
    stored.description !== reading.description
  ) {
    return false;
  }
  return reading.type === 'valid'
    ? stored.inForce?.version === reading.version && !stored.rejected
    : stored.rejected !== undefined &&
        stored.rejected.errors.join('\n') === reading.errors.join('\n');
}

function merged(
  name: string,
  stored: StoredMandate | undefined,
  reading: MandateReading,
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
      // A version counts as reviewed by its review date; without one, by coming into force.
      reviewedAtMs,
      sinceMs: isSame ? stored.inForce?.sinceMs ?? now : now,
    },
  };
}

function announcementOf(
  stored: StoredMandate | undefined,
  reading: MandateReading,
): { readonly words: string; readonly version: string } {
  if (reading.type === 'valid') {
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
