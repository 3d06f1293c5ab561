import {
  type MandateInForce,
  type MandateSpec,
  mandateSpecSchema,
} from '@mandate/policy';
import { z } from 'zod';
import { withoutAutonomy } from '../../domain/mandateChange/withoutAutonomy';
import {
  jsonColumn,
  optionalInteger,
  optionalText,
  toJsonColumn,
} from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** A mandate as the kernel keeps it: the version in force, and a newer one that could not be read. */
export interface StoredMandate {
  /** Entity ref. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly inForce?: {
    readonly version: string;
    readonly sinceMs: number;
    readonly reviewedAtMs?: number;
    /** The spec, or why the stored text is none any more. */
    readonly spec: MandateSpec | { readonly unreadable: string };
  };
  readonly rejected?: {
    readonly errors: readonly string[];
    readonly sinceMs: number;
  };
  readonly removedAtMs?: number;
  /** Since when it grants nothing by itself: it left the catalog, and its removal is not approved. */
  readonly leftCatalogAtMs?: number;
  /** When somebody was last reminded of its review; written by `markReminded` alone. */
  readonly reviewRemindedAtMs?: number;
}

const mandateRowSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: optionalText,
  version: optionalText,
  spec: optionalText,
  in_force_since: optionalInteger,
  reviewed_at: optionalInteger,
  rejected_errors: jsonColumn(z.array(z.string())).nullable(),
  rejected_since: optionalInteger,
  removed_at: optionalInteger,
  left_catalog_at: optionalInteger,
  review_reminded_at: optionalInteger,
});

const standingRowSchema = z.object({
  name: z.string(),
  title: z.string(),
  version: z.string(),
  in_force_since: optionalInteger,
  reviewed_at: optionalInteger,
  left_catalog_at: optionalInteger,
});

/** Specs by version; a version is a digest of its spec, so an entry never becomes stale. */
const parsedSpecs = new Map<string, MandateSpec>();
const MAX_PARSED_SPECS = 1_000;

/** Mandates as synced from the catalog. */
export class MandateStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** All mandates, also those that left the catalog, by name. */
  async all(): Promise<readonly StoredMandate[]> {
    const rows = await this.#table().orderBy('name');
    return rows.map(mandateFromRow);
  }

  async get(name: string): Promise<StoredMandate | undefined> {
    const row = await this.#table().where({ name }).first();
    return row && mandateFromRow(row);
  }

  /**
   * What decisions hear: every mandate with an approved version that is still in the catalog. Specs that were read
   * before are not fetched again; which version is in force always is.
   */
  async inForce(): Promise<readonly MandateInForce[]> {
    const standing = () =>
      this.#table().whereNull('removed_at').whereNotNull('version');
    const rows = z
      .array(standingRowSchema)
      .parse(
        await standing()
          .orderBy('name')
          .select(Object.keys(standingRowSchema.shape)),
      );
    const unread = rows.filter(({ version }) => !parsedSpecs.has(version));
    const read =
      unread.length === 0
        ? []
        : await standing().whereIn(
            'name',
            unread.map(({ name }) => name),
          );
    const known = rows.flatMap(row => {
      const spec = parsedSpecs.get(row.version);
      return spec && !unread.includes(row) ? [{ ...row, spec }] : [];
    });
    return [
      ...known.map(
        ({ name, title, version, spec, ...at }): MandateInForce => ({
          status: 'readable',
          name,
          title,
          version,
          spec: grantedBy(spec, at.left_catalog_at),
          reviewedAtMs: at.reviewed_at ?? at.in_force_since ?? 0,
        }),
      ),
      ...read.map(mandateFromRow).flatMap(toMandateInForce),
    ];
  }

  async put(mandate: StoredMandate): Promise<void> {
    const { inForce, rejected } = mandate;
    await this.#table()
      .insert({
        name: mandate.name,
        title: mandate.title,
        description: mandate.description ?? null,
        version: inForce?.version ?? null,
        spec: inForce ? toJsonColumn(inForce.spec) : null,
        in_force_since: inForce?.sinceMs ?? null,
        reviewed_at: inForce?.reviewedAtMs ?? null,
        rejected_errors: rejected ? toJsonColumn(rejected.errors) : null,
        rejected_since: rejected?.sinceMs ?? null,
        removed_at: mandate.removedAtMs ?? null,
        left_catalog_at: mandate.leftCatalogAtMs ?? null,
        updated_at: await this.#tx.now(),
      })
      .onConflict('name')
      .merge();
  }

  /** Renews a mandate by a review of a version; false when that version is not in force any more. */
  async confirm(name: string, version: string, atMs: number): Promise<boolean> {
    const count = await this.#table()
      .where({ name, version })
      .whereNull('removed_at')
      .update({ reviewed_at: atMs });
    return count === 1;
  }

  /** Notes that somebody is reminded of its review now; false when somebody else did so since it was read. */
  async markReminded(read: {
    readonly entityRef: string;
    readonly remindedAtMs?: number;
  }): Promise<boolean> {
    const count = await this.#table()
      .where({
        name: read.entityRef,
        review_reminded_at: read.remindedAtMs ?? null,
      })
      .update({ review_reminded_at: await this.#tx.now() });
    return count === 1;
  }

  #table() {
    return this.#tx.knex('mandate_mandates');
  }
}

function toMandateInForce(mandate: StoredMandate): readonly MandateInForce[] {
  const { name, title, inForce } = mandate;
  if (!inForce) {
    return [];
  }
  const { version, spec } = inForce;
  return 'unreadable' in spec
    ? [{ status: 'unreadable', name, title, version, error: spec.unreadable }]
    : [
        {
          status: 'readable',
          name,
          title,
          version,
          spec: grantedBy(spec, mandate.leftCatalogAtMs),
          reviewedAtMs: inForce.reviewedAtMs ?? inForce.sinceMs,
        },
      ];
}

/** What a mandate that left the catalog still says. */
function grantedBy(
  spec: MandateSpec,
  leftCatalogAtMs: number | undefined,
): MandateSpec {
  return leftCatalogAtMs === undefined ? spec : withoutAutonomy(spec);
}

function mandateFromRow(row: unknown): StoredMandate {
  const parsed = mandateRowSchema.parse(row);
  return {
    name: parsed.name,
    title: parsed.title,
    description: parsed.description,
    ...(parsed.version !== undefined && {
      inForce: {
        version: parsed.version,
        sinceMs: parsed.in_force_since ?? 0,
        reviewedAtMs: parsed.reviewed_at,
        spec: readSpec(parsed.version, parsed.spec ?? ''),
      },
    }),
    ...(parsed.rejected_errors && {
      rejected: {
        errors: parsed.rejected_errors,
        sinceMs: parsed.rejected_since ?? 0,
      },
    }),
    removedAtMs: parsed.removed_at,
    leftCatalogAtMs: parsed.left_catalog_at,
    reviewRemindedAtMs: parsed.review_reminded_at,
  };
}

function readSpec(
  version: string,
  text: string,
): MandateSpec | { readonly unreadable: string } {
  const known = parsedSpecs.get(version);
  if (known) {
    return known;
  }
  const parsed = jsonColumn(mandateSpecSchema).safeParse(text);
  if (!parsed.success) {
    return { unreadable: z.prettifyError(parsed.error) };
  }
  if (parsedSpecs.size >= MAX_PARSED_SPECS) {
    parsedSpecs.clear();
  }
  parsedSpecs.set(version, parsed.data);
  return parsed.data;
}
