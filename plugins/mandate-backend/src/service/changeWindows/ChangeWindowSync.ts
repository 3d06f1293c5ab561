import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { type ChangeWindowSpec, parseChangeWindow } from '@mandate/policy';
import type { StoredChangeWindow } from '../../database/changeWindows/ChangeWindowStore';
import type { KernelStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { holdRules } from '../../database/rules/holdRules';
import { KERNEL_ACTOR } from '../change/actors';
import { processingErrors } from '../mandates/readMandate';
import { documentDigest } from '../plan/planDigest';

/** What the database takes: one window with a longer title would keep the kernel from reading all the others. */
const MAX_TITLE = 300;

/** What the catalog says of a change window. */
interface WindowInCatalog {
  readonly title: string;
  readonly description?: string;
  readonly errors: readonly string[];
  /** Absent when it is not valid. */
  readonly valid?: {
    readonly version: string;
    readonly spec: ChangeWindowSpec;
  };
}

/**
 * Keeps the kernel's change windows in step with the catalog's entities of kind `ChangeWindow`. A version that is not
 * valid never replaces one that is. What waits for a window is looked at when one changes.
 */
export class ChangeWindowSync {
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
      { filter: { kind: 'ChangeWindow' } },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const readings = new Map(
      items.map(entity => [stringifyEntityRef(entity), readWindow(entity)]),
    );
    const known = await this.#store.read(tx => tx.changeWindows.all());
    if (differences(known, readings).length > 0) {
      await this.#store.transaction(async tx => {
        await holdRules(tx, 'to-change');
        await this.#apply(tx, readings);
        await tx.runQueue.wakeWaiting('change-window');
      });
    }
  }

  async #apply(
    tx: KernelTransaction,
    readings: ReadonlyMap<string, WindowInCatalog>,
  ): Promise<void> {
    const nowMs = await tx.now();
    const known = new Map(
      (await tx.changeWindows.all()).map(window => [window.name, window]),
    );
    for (const name of differences([...known.values()], readings)) {
      const stored = known.get(name);
      const reading = readings.get(name);
      const next = reading
        ? merged(name, stored, reading, nowMs)
        : stored && { ...stored, removedAtMs: nowMs };
      if (next) {
        await tx.changeWindows.put(next);
        this.#announce(tx, next, stored);
      }
    }
    tx.outbox.add({ type: 'signal', signal: { type: 'calendar' } });
  }

  #announce(
    tx: KernelTransaction,
    window: StoredChangeWindow,
    stored: StoredChangeWindow | undefined,
  ): void {
    const words = announcement(window, stored);
    this.#logger.info(words);
    tx.ledger.append({
      kind: 'freeze',
      actor: KERNEL_ACTOR,
      subject: window.name,
      data: { words, version: window.inForce?.version ?? '' },
    });
  }
}

/** Names of what is not stored as the catalog has it. */
function differences(
  known: readonly StoredChangeWindow[],
  readings: ReadonlyMap<string, WindowInCatalog>,
): readonly string[] {
  const stored = new Map(known.map(window => [window.name, window]));
  const changed = [...readings].flatMap(([name, reading]) => {
    const window = stored.get(name);
    return window && isSettled(window, reading) ? [] : [name];
  });
  const gone = known
    .filter(
      ({ name, removedAtMs }) =>
        removedAtMs === undefined && !readings.has(name),
    )
    .map(({ name }) => name);
  return [...changed, ...gone].toSorted();
}

function isSettled(
  stored: StoredChangeWindow,
  reading: WindowInCatalog,
): boolean {
  return (
    stored.removedAtMs === undefined &&
    stored.title === reading.title &&
    stored.description === reading.description &&
    (!reading.valid || stored.inForce?.version === reading.valid.version) &&
    stored.errors.join('\n') === reading.errors.join('\n')
  );
}

function merged(
  name: string,
  stored: StoredChangeWindow | undefined,
  { title, description, errors, valid }: WindowInCatalog,
  nowMs: number,
): StoredChangeWindow {
  const isSame = valid && stored?.inForce?.version === valid.version;
  return {
    name,
    title,
    description,
    inForce: valid && !isSame ? { ...valid, sinceMs: nowMs } : stored?.inForce,
    errors,
  };
}

function announcement(
  { title, inForce, errors, removedAtMs }: StoredChangeWindow,
  stored: StoredChangeWindow | undefined,
): string {
  if (removedAtMs !== undefined) {
    return `Change window '${title}' left the catalog and is no longer in force.`;
  }
  if (errors.length > 0) {
    return `A new version of change window '${title}' cannot be read. ${
      inForce ? 'The older version stays in force.' : 'It is not in force.'
    } ${errors[0]}`;
  }
  return `Change window '${title}' ${
    stored?.inForce ? 'has a new version in force.' : 'is in force.'
  }`;
}

function readWindow(entity: Entity): WindowInCatalog {
  const { name, description } = entity.metadata;
  const title = (entity.metadata.title ?? name).slice(0, MAX_TITLE);
  const parsed = parseChangeWindow(entity);
  return parsed.ok
    ? {
        title,
        description,
        errors: processingErrors(entity),
        valid: { version: documentDigest(parsed.spec), spec: parsed.spec },
      }
    : { title, description, errors: parsed.errors };
}
