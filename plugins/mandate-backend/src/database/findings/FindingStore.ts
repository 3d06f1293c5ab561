import {
  type Finding,
  type ObservedFinding,
  observedFindingSchema,
} from '@mandate/plugin-mandate-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  integerColumn,
  jsonColumn,
  optionalInteger,
  optionalText,
  toJsonColumn,
} from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const findingRowSchema = z.object({
  id: z.string(),
  fingerprint: z.string(),
  detector: z.string(),
  state: z.enum(['open', 'resolved']),
  entity_ref: z.string(),
  environment: z.string(),
  severity: observedFindingSchema.shape.severity,
  title: z.string(),
  words: z.string(),
  evidence: jsonColumn(z.record(z.string(), z.unknown())),
  first_seen_at: integerColumn,
  last_seen_at: integerColumn,
  resolved_at: optionalInteger,
  escalated_at: optionalInteger,
  escalation_words: optionalText,
});

/** Most findings a list gives; the newest. */
const MAX_LISTED = 200;

/** Which findings to list. */
export interface FindingFilter {
  readonly entityRef?: string;
  readonly state?: Finding['state'];
}

/** What detectors saw. A trouble that comes back after it was resolved is a finding of its own. */
export class FindingStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  async get(id: string): Promise<Finding | undefined> {
    const [finding] = await this.#read(query => query.where({ id }));
    return finding;
  }

  /** Open findings of a detector. */
  open(detector: string): Promise<readonly Finding[]> {
    return this.#read(query => query.where({ detector, state: 'open' }));
  }

  /** Findings, the newest first, at most 200. */
  list(filter: FindingFilter): Promise<readonly Finding[]> {
    return this.#read(query => {
      if (filter.entityRef !== undefined) {
        query.where({ entity_ref: filter.entityRef.toLowerCase() });
      }
      if (filter.state !== undefined) {
        query.where({ state: filter.state });
      }
      return query;
    });
  }

  /** A trouble that was not there before; gives its id. */
  async insert(observed: ObservedFinding): Promise<string> {
    const now = await this.#tx.now();
    const id = randomUUID();
    await this.#table().insert({
      id,
      fingerprint: observed.fingerprint,
      detector: observed.detector,
      state: 'open',
      entity_ref: observed.target.entityRef.toLowerCase(),
      environment: observed.target.environment,
      ...observedColumns(observed),
      first_seen_at: now,
      last_seen_at: now,
    });
    return id;
  }

  /** The trouble is still there, as it looks now. */
  async seenAgain(id: string, observed: ObservedFinding): Promise<void> {
    await this.#table()
      .where({ id })
      .update({
        ...observedColumns(observed),
        last_seen_at: await this.#tx.now(),
      });
  }

  /** The trouble is gone. */
  async resolve(id: string): Promise<void> {
    await this.#table()
      .where({ id })
      .update({ state: 'resolved', resolved_at: await this.#tx.now() });
  }

  /** A person is asked; `already` when that was done before. */
  async escalate(id: string, words: string): Promise<'escalated' | 'already'> {
    const updated = await this.#table()
      .where({ id })
      .whereNull('escalated_at')
      .update({
        escalated_at: await this.#tx.now(),
        escalation_words: words,
      });
    return updated === 1 ? 'escalated' : 'already';
  }

  /** Ids of changes proposed for a fingerprint since a time, the newest first. */
  async changesFor(
    fingerprint: string,
    sinceMs: number,
  ): Promise<readonly string[]> {
    const rows = await this.#tx
      .knex('mandate_changes')
      .whereIn('finding_id', this.#table().select('id').where({ fingerprint }))
      .where('created_at', '>=', sinceMs)
      .orderBy('created_at', 'desc')
      .select('id');
    return rows.map(row => z.object({ id: z.string() }).parse(row).id);
  }

  async #read(
    narrow: (query: Knex.QueryBuilder) => unknown,
  ): Promise<readonly Finding[]> {
    const query = this.#table();
    narrow(query);
    const rows = (
      await query.orderBy('first_seen_at', 'desc').limit(MAX_LISTED)
    ).map(row => findingRowSchema.parse(row));
    const changeIds = await this.#changeIds(rows.map(({ id }) => id));
    return rows.map(row => findingFromRow(row, changeIds.get(row.id) ?? []));
  }

  async #changeIds(
    findingIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.#tx
      .knex('mandate_changes')
      .whereIn('finding_id', [...findingIds])
      .orderBy('created_at')
      .select('id', 'finding_id');
    const byFinding = new Map<string, string[]>();
    for (const row of rows) {
      const { id, finding_id: findingId } = z
        .object({ id: z.string(), finding_id: z.string() })
        .parse(row);
      byFinding.set(findingId, [...(byFinding.get(findingId) ?? []), id]);
    }
    return byFinding;
  }

  #table() {
    return this.#tx.knex('mandate_findings');
  }
}

function observedColumns(observed: ObservedFinding) {
  return {
    severity: observed.severity,
    title: observed.title,
    words: observed.words,
    evidence: toJsonColumn(observed.evidence),
  };
}

function findingFromRow(
  row: z.output<typeof findingRowSchema>,
  changeIds: readonly string[],
): Finding {
  return {
    id: row.id,
    fingerprint: row.fingerprint,
    detector: row.detector,
    state: row.state,
    target: { entityRef: row.entity_ref, environment: row.environment },
    severity: row.severity,
    title: row.title,
    words: row.words,
    evidence: row.evidence,
    firstSeenAt: isoTime(row.first_seen_at),
    lastSeenAt: isoTime(row.last_seen_at),
    resolvedAt: optionalIsoTime(row.resolved_at),
    escalatedAt: optionalIsoTime(row.escalated_at),
    escalationWords: row.escalation_words,
    changeIds,
  };
}

function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

function optionalIsoTime(timeMs: number | undefined): string | undefined {
  return timeMs === undefined ? undefined : isoTime(timeMs);
}
