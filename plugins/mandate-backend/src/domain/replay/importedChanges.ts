import {
  classifications,
  type DecisionFacts,
  type PastChange,
} from '@mandate/policy';
import { z } from 'zod';

/** What an import says wrongly: which record (from 1), which field, and why. */
export interface ImportMistake {
  readonly record: number;
  readonly field: string;
  readonly words: string;
}

/** What a kind of change endangers. */
export type KindDangers = Pick<
  DecisionFacts['change'],
  'destructive' | 'touchesIdentity' | 'touchesData'
>;

/** Nobody knows what a kind does that no module brings. */
const ALL_DANGERS: KindDangers = {
  destructive: true,
  touchesIdentity: true,
  touchesData: true,
};

/** The changes of an import, or everything wrong with it. */
export type ImportResult =
  | { readonly ok: true; readonly changes: readonly PastChange[] }
  | { readonly ok: false; readonly mistakes: readonly ImportMistake[] };

const NO_TIME = 'must be a time such as 2026-11-03T14:30:00Z';
const text = z.string().trim().min(1).max(500);
const optionalText = z
  .string()
  .trim()
  .max(500)
  .transform(value => value || undefined)
  .optional();
/** A cell without a number is unknown, never zero. */
const optionalNumber = z.preprocess(value => {
  if (typeof value === 'string') {
    return value.trim() === '' ? undefined : Number(value);
  }
  return value ?? undefined;
}, z.number().optional());

/** A time of ISO 8601. Without a time zone it is one of UTC, wherever the portal runs. */
const isoTime = z
  .string()
  .trim()
  .regex(
    /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i,
    NO_TIME,
  )
  .transform(toIsoTime)
  .pipe(z.coerce.date(NO_TIME));

/** One change of another system. What it does not say counts as unknown, or as the worst. */
const recordSchema = z.object({
  id: text,
  title: optionalText,
  kind: text,
  entityRef: text.toLowerCase(),
  environment: text,
  decidedAt: z.union([isoTime, z.number().pipe(z.coerce.date())]),
  outcome: z.enum(['succeeded', 'failed', 'no-effect']),
  owner: optionalText,
  system: optionalText,
  containerType: optionalText,
  cluster: optionalText,
  namespace: optionalText,
  proposer: optionalText,
  bump: z
    .enum(['none', 'patch', 'minor', 'major', 'unknown', ''])
    .transform(value => value || 'unknown')
    .default('unknown'),
  risk: z
    .enum(['low', 'medium', 'high', 'critical', ''])
    .transform(value => value || 'high')
    .default('high'),
  classification: z
    .enum([...classifications, ''])
    .transform(value => value || 'novel')
    .default('novel'),
  replicas: optionalNumber,
  cpuCores: optionalNumber,
  memoryGiB: optionalNumber,
  monthlyCost: optionalNumber,
  costDifference: optionalNumber,
});

/** What each record must have. */
export const neededFields: readonly string[] = [
  'id',
  'kind',
  'entityRef',
  'environment',
  'decidedAt',
  'outcome',
] satisfies (keyof typeof recordSchema.shape)[];

const mostMistakes = 20;

/** Reads records of changes, from CSV with a header or from a JSON list. */
export function importedChanges(
  records: readonly unknown[],
  /** Undefined for a kind that nobody knows. */
  dangersOf: (kind: string) => KindDangers | undefined,
): ImportResult {
  const mistakes: ImportMistake[] = [];
  const changes: PastChange[] = [];
  for (const [index, record] of records.entries()) {
    const parsed = recordSchema.safeParse(record);
    if (parsed.success) {
      changes.push(toPastChange(parsed.data, dangersOf(parsed.data.kind)));
      continue;
    }
    for (const issue of parsed.error.issues) {
      mistakes.push({
        record: index + 1,
        field: issue.path.map(String).join('.'),
        words: issue.message,
      });
    }
    if (mistakes.length >= mostMistakes) {
      break;
    }
  }
  return mistakes.length > 0
    ? { ok: false, mistakes: mistakes.slice(0, mostMistakes) }
    : { ok: true, changes };
}

function toIsoTime(value: string): string {
  const [, day, time = '00:00', zone = 'Z'] =
    /^(\S{10})(?:[T ](\S+?)\s?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(value) ?? [];
  return `${day}T${time.replace(',', '.')}${zone.toUpperCase()}`;
}

const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const satisfies readonly DecisionFacts['time']['weekday'][];

function toPastChange(
  record: z.infer<typeof recordSchema>,
  dangers = ALL_DANGERS,
): PastChange {
  const { id, decidedAt, outcome, entityRef } = record;
  const { replicas, cpuCores, memoryGiB, monthlyCost } = record;
  return {
    id: `imported:${id}`,
    title: record.title ?? `${record.kind} ${entityRef}`,
    decidedAtMs: decidedAt.getTime(),
    outcome,
    facts: {
      change: {
        kind: record.kind,
        input: {},
        destructive: dangers.destructive,
        touchesIdentity: dangers.touchesIdentity,
        touchesData: dangers.touchesData,
      },
      plan: {
        objects: { created: 0, changed: 1, removed: 0 },
        figures: { replicas, cpuCores, memoryGiB, monthlyCost },
        costDifference: record.costDifference,
        version: { from: '', to: '', bump: record.bump },
        images: [],
      },
      target: {
        entityRef,
        environment: record.environment,
        cluster: record.cluster ?? '',
        namespace: record.namespace ?? '',
        kind: entityRef.split(':')[0],
        containerType: record.containerType,
        owner: record.owner?.toLowerCase(),
        system: record.system?.toLowerCase(),
        tags: [],
      },
      proposer: { kind: 'user', ref: record.proposer ?? 'unknown' },
      risk: { level: record.risk, score: 0, factors: [] },
      classification: record.classification,
      findings: { new: 0, errors: 0 },
      time: {
        hour: decidedAt.getUTCHours(),
        weekday: weekdays[decidedAt.getUTCDay()],
      },
    },
  };
}
