import type { Finding } from '@mandate/plugin-mandate-common';

/** A field that is not as it was intended. */
export interface DriftedField {
  readonly path: string;
  readonly intended: string;
  readonly live: string;
  readonly manager?: string;
  readonly at?: string;
}

/** An object that was changed outside Mandate. */
export interface Drift {
  readonly id: string;
  readonly environment: string;
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly DriftedField[];
}

/** The drift among an entity's findings; other findings, and evidence that cannot be read, are left out. */
export function driftOf(findings: readonly Finding[]): readonly Drift[] {
  return findings.flatMap(({ id, detector, target, evidence }) => {
    const { object, fields } = evidence;
    return detector.startsWith('drift-') &&
      isRecord(object) &&
      typeof object.kind === 'string' &&
      typeof object.name === 'string'
      ? [
          {
            id,
            environment: target.environment,
            kind: object.kind,
            name: object.name,
            fields: Array.isArray(fields) ? fields.flatMap(readField) : [],
          },
        ]
      : [];
  });
}

function readField(value: unknown): readonly DriftedField[] {
  if (!isRecord(value)) {
    return [];
  }
  const { path, intended, live, manager, at } = value;
  return typeof path === 'string'
    ? [
        {
          path,
          intended: String(intended),
          live: String(live),
          ...(typeof manager === 'string' ? { manager } : {}),
          ...(typeof at === 'string' ? { at } : {}),
        },
      ]
    : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
