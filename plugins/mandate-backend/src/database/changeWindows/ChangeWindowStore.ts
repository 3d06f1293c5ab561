import {
  type ChangeWindowInForce,
  type ChangeWindowSpec,
  changeWindowSpecSchema,
} from '@mandate/policy';
import { z } from 'zod';
import {
  jsonColumn,
  optionalInteger,
  optionalText,
  toJsonColumn,
} from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** A change window as the kernel keeps it: the version in force, and why a newer one is not. */
export interface StoredChangeWindow {
  /** Entity ref. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly inForce?: {
    readonly version: string;
    readonly sinceMs: number;
    readonly spec: ChangeWindowInForce['spec'];
  };
  /** Errors of a newer version; empty when there is none. */
  readonly errors: readonly string[];
  readonly removedAtMs?: number;
}

const rowSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: optionalText,
  version: optionalText,
  spec: optionalText,
  in_force_since: optionalInteger,
  rejected_errors: jsonColumn(z.array(z.string())).nullable(),
  removed_at: optionalInteger,
});

/** Specs by version; a version is a digest of its spec, so an entry never becomes stale. */
const parsedSpecs = new Map<string, ChangeWindowSpec>();
const MAX_PARSED_SPECS = 1_000;

/** Change windows as synced from the catalog. */
export class ChangeWindowStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** All of them, also those that left the catalog, by name. */
  async all(): Promise<readonly StoredChangeWindow[]> {
    const rows = await this.#table().orderBy('name');
    return rows.map(fromRow);
  }

  /** What gates ask: those with a valid version that are still in the catalog. */
  async inForce(): Promise<readonly ChangeWindowInForce[]> {
    const rows = await this.#table()
      .whereNull('removed_at')
      .whereNotNull('version')
      .orderBy('name');
    return rows
      .map(fromRow)
      .flatMap(({ name, title, inForce }) =>
        inForce ? [{ name, title, spec: inForce.spec }] : [],
      );
  }

  async put(window: StoredChangeWindow): Promise<void> {
    const { inForce, errors } = window;
    await this.#table()
      .insert({
        name: window.name,
        title: window.title,
        description: window.description ?? null,
        version: inForce?.version ?? null,
        spec: inForce ? toJsonColumn(inForce.spec) : null,
        in_force_since: inForce?.sinceMs ?? null,
        rejected_errors: errors.length > 0 ? toJsonColumn(errors) : null,
        removed_at: window.removedAtMs ?? null,
        updated_at: await this.#tx.now(),
      })
      .onConflict('name')
      .merge();
  }

  #table() {
    return this.#tx.knex('mandate_change_windows');
  }
}

function fromRow(row: unknown): StoredChangeWindow {
  const parsed = rowSchema.parse(row);
  return {
    name: parsed.name,
    title: parsed.title,
    description: parsed.description,
    ...(parsed.version !== undefined && {
      inForce: {
        version: parsed.version,
        sinceMs: parsed.in_force_since ?? 0,
        spec: readSpec(parsed.version, parsed.spec ?? ''),
      },
    }),
    errors: parsed.rejected_errors ?? [],
    removedAtMs: parsed.removed_at,
  };
}

function readSpec(version: string, text: string): ChangeWindowInForce['spec'] {
  const known = parsedSpecs.get(version);
  if (known) {
    return known;
  }
  const parsed = jsonColumn(changeWindowSpecSchema).safeParse(text);
  if (!parsed.success) {
    return { unreadable: z.prettifyError(parsed.error) };
  }
  if (parsedSpecs.size >= MAX_PARSED_SPECS) {
    parsedSpecs.clear();
  }
  parsedSpecs.set(version, parsed.data);
  return parsed.data;
}
