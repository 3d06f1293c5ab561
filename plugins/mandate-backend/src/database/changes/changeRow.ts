import {
  changeStateSchema,
  proposedEntitySchema,
  proposerSchema,
  targetFactsSchema,
} from '@mandate/plugin-mandate-common';
import { oversightLevels } from '@mandate/policy';
import { z } from 'zod';
import { type Change, endCauses, targetKey } from '../../domain/change/change';
import {
  booleanColumn,
  integerColumn,
  jsonColumn,
  optionalInteger,
  optionalText,
  toJsonColumn,
} from '../columns';

const changeRowSchema = z.object({
  id: z.string(),
  kind: z.string(),
  state: changeStateSchema,
  row_version: z.number().int(),
  title: z.string(),
  target: jsonColumn(targetFactsSchema),
  proposer_kind: proposerSchema.shape.kind,
  proposer_ref: z.string(),
  on_behalf_of: optionalText,
  proposer_owner: optionalText,
  reason: optionalText,
  input: jsonColumn(z.record(z.string(), z.unknown())),
  proposed_entity: jsonColumn(proposedEntitySchema).nullable(),
  idempotency_key: optionalText,
  request_digest: z.string(),
  finding_id: optionalText,
  revision: z.number().int(),
  oversight: z.enum(oversightLevels).nullable(),
  risk_level: z.enum(['low', 'medium', 'high']).nullable(),
  cost_difference: z.number().nullable(),
  status_words: z.string(),
  expires_at: optionalInteger,
  created_at: integerColumn,
  updated_at: integerColumn,
  ended_at: optionalInteger,
  end_cause: z.enum(endCauses).nullable(),
  aborted_by: optionalText,
  replaces_queued: booleanColumn.nullable(),
});

/** Longest `status_words` that the column takes. */
const MAX_STATUS_WORDS = 2_000;
const MAX_TITLE = 500;

/** A row of `mandate_changes` as a change. */
export function changeFromRow(row: unknown): Change {
  const parsed = changeRowSchema.parse(row);
  return {
    id: parsed.id,
    kind: parsed.kind,
    state: parsed.state,
    rowVersion: parsed.row_version,
    title: parsed.title,
    target: parsed.target,
    proposer: {
      kind: parsed.proposer_kind,
      ref: parsed.proposer_ref,
      onBehalfOf: parsed.on_behalf_of,
      owner: parsed.proposer_owner,
    },
    reason: parsed.reason,
    input: parsed.input,
    proposedEntity: parsed.proposed_entity ?? undefined,
    idempotencyKey: parsed.idempotency_key,
    requestDigest: parsed.request_digest,
    findingId: parsed.finding_id,
    revision: parsed.revision,
    oversight: parsed.oversight ?? undefined,
    riskLevel: parsed.risk_level ?? undefined,
    costDifference: parsed.cost_difference ?? undefined,
    statusWords: parsed.status_words,
    expiresAtMs: parsed.expires_at,
    createdAtMs: parsed.created_at,
    updatedAtMs: parsed.updated_at,
    endedAtMs: parsed.ended_at,
    endCause: parsed.end_cause ?? undefined,
    abortedBy: parsed.aborted_by,
    replacesQueued: parsed.replaces_queued ?? undefined,
  };
}

/** A change as a row of `mandate_changes`, without its version. */
export function changeToRow(change: Change) {
  return {
    id: change.id,
    kind: change.kind,
    proposer_kind: change.proposer.kind,
    proposer_ref: change.proposer.ref,
    on_behalf_of: change.proposer.onBehalfOf ?? null,
    proposer_owner: change.proposer.owner ?? null,
    reason: change.reason ?? null,
    input: toJsonColumn(change.input),
    idempotency_key: change.idempotencyKey ?? null,
    request_digest: change.requestDigest,
    finding_id: change.findingId ?? null,
    created_at: change.createdAtMs,
    ...changedColumns(change),
  };
}

/**
 * The columns that may change after a change was proposed. A database that is told to write a key and indexed columns
 * again looks for all that refers to them.
 */
export function changedColumns(change: Change) {
  return {
    state: change.state,
    title: change.title.slice(0, MAX_TITLE),
    entity_ref: change.target.entityRef,
    environment: change.target.environment,
    target_owner: change.target.owner?.toLowerCase() ?? null,
    target: toJsonColumn(change.target),
    target_key: targetKey(change.target),
    proposed_entity: change.proposedEntity
      ? toJsonColumn(change.proposedEntity)
      : null,
    revision: change.revision,
    oversight: change.oversight ?? null,
    risk_level: change.riskLevel ?? null,
    cost_difference: change.costDifference ?? null,
    status_words: change.statusWords.slice(0, MAX_STATUS_WORDS),
    expires_at: change.expiresAtMs ?? null,
    updated_at: change.updatedAtMs,
    ended_at: change.endedAtMs ?? null,
    end_cause: change.endCause ?? null,
    aborted_by: change.abortedBy ?? null,
    replaces_queued: change.replacesQueued ?? null,
  };
}
