import { InputError } from '@backstage/errors';
import type { ReplayRequest } from '@mandate/plugin-mandate-common';
import type { PastChange } from '@mandate/policy';
import { parse } from 'csv-parse/sync';
import {
  importedChanges,
  neededFields,
} from '../../domain/replay/importedChanges';
import type { ChangeKindRegistry } from '../kinds/ChangeKindRegistry';

/** More would hold the process for seconds. */
const MOST_RECORDS = 10_000;

/** Reads imported changes. Throws `InputError` that names records and fields. */
export function readImport(
  imported: NonNullable<ReplayRequest['imported']>,
  kinds: Pick<ChangeKindRegistry, 'find'>,
): readonly PastChange[] {
  const records = recordsOf(imported);
  if (records.length > MOST_RECORDS) {
    throw new InputError(
      `The import has ${records.length} records; at most ${MOST_RECORDS} are read. Leave out the oldest.`,
    );
  }
  const result = importedChanges(records, kind => kinds.find(kind)?.risk);
  if (!result.ok) {
    throw new InputError(
      `The import cannot be used: ${result.mistakes
        .map(
          ({ record, field, words }) =>
            `record ${record}${field && `, ${field}`}: ${words}`,
        )
        .join('; ')}.`,
    );
  }
  return result.changes;
}

function recordsOf({
  format,
  text,
}: NonNullable<ReplayRequest['imported']>): readonly unknown[] {
  if (format === 'csv') {
    return parseCsv(text);
  }
  const parsed = parseJson(text);
  if (!Array.isArray(parsed)) {
    throw new InputError('The imported JSON must be a list of changes.');
  }
  return parsed;
}

function parseCsv(text: string): readonly unknown[] {
  const [header, ...rows] = parseRows(text);
  if (header === undefined) {
    throw new InputError('The imported CSV is empty.');
  }
  const lacking = neededFields.filter(field => !header.includes(field));
  if (lacking.length > 0) {
    throw new InputError(
      `The imported CSV has no column ${lacking.join(
        ', ',
      )}. Its first line must name its columns; it needs ${neededFields.join(
        ', ',
      )}.`,
    );
  }
  return rows.map(row =>
    Object.fromEntries(header.map((column, index) => [column, row[index]])),
  );
}

function parseRows(text: string): readonly (readonly string[])[] {
  try {
    return parse(text, { trim: true, skip_empty_lines: true, bom: true });
  } catch (error) {
    throw new InputError(
      `The import is no CSV: ${
        error instanceof Error ? error.message : 'it cannot be read'
      }.`,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError('The import is no JSON.');
  }
}
