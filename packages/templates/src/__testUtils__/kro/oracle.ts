import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { JsonObject } from '../../json';

/** A definition with an instance of it. */
export interface KroCase {
  readonly title: string;
  readonly definition: JsonObject;
  readonly values: JsonObject;
}

const answerSchema = z.object({
  verdict: z.enum(['accepted', 'rejected']).optional(),
  error: z.object({ message: z.string() }).optional(),
  crdErrors: z.array(z.string()).optional(),
  instanceErrors: z.array(z.string()).optional(),
  order: z.array(z.string()).optional(),
  objects: z
    .array(
      z.object({
        id: z.string(),
        state: z.string(),
        message: z.string().optional(),
        object: z
          .custom<JsonObject>(value => typeof value === 'object')
          .optional(),
      }),
    )
    .optional(),
});

/** What kro makes of a case. */
export type KroAnswer = z.infer<typeof answerSchema>;

/** Name and namespace of every case's instance. */
export const KRO_INSTANCE = { name: 'checkout', namespace: 'dev' } as const;

/** Asks kro, through a command that reads requests and writes answers, one JSON object a line each. */
export function askKro(
  command: string,
  cases: readonly KroCase[],
): readonly KroAnswer[] {
  const [program, ...args] = command.split(' ');
  const { stdout, stderr, status } = spawnSync(program, args, {
    input: cases.map(requestLine).join('\n'),
    encoding: 'utf8',
    maxBuffer: 1_000_000_000,
  });
  const lines = stdout.split('\n').filter(line => line !== '');
  if (lines.length !== cases.length) {
    throw new Error(
      `The oracle answered ${lines.length} of ${cases.length} requests (status ${status}): ${stderr}`,
    );
  }
  return lines.map(line => trimmed(answerSchema.parse(JSON.parse(line))));
}

function requestLine({ definition, values }: KroCase, id: number): string {
  const { schema } = z
    .object({
      schema: z.object({
        apiVersion: z.string().catch('v1'),
        group: z.string().catch('kro.run'),
        kind: z.string().catch(''),
      }),
    })
    .catch({ schema: { apiVersion: 'v1', group: 'kro.run', kind: '' } })
    .parse(definition.spec);
  return JSON.stringify({
    id,
    definition,
    instance: {
      apiVersion: `${schema.group}/${schema.apiVersion}`,
      kind: schema.kind,
      metadata: KRO_INSTANCE,
      spec: values,
    },
    applyDesired: true,
  });
}

/** Without what kro's controller adds for itself. */
function trimmed(answer: KroAnswer): KroAnswer {
  return {
    ...answer,
    objects: answer.objects?.map(one => ({
      ...one,
      object: one.object && withoutIndex(one.object),
    })),
  };
}

function withoutIndex(object: JsonObject): JsonObject {
  const { metadata } = z
    .looseObject({
      metadata: z.looseObject({
        labels: z.record(z.string(), z.unknown()).optional(),
      }),
    })
    .parse(object);
  const { 'kro.run/collection-index': index, ...labels } =
    metadata.labels ?? {};
  if (index === undefined) {
    return object;
  }
  const { labels: _, ...rest } = metadata;
  // safety: parsed from JSON
  return {
    ...object,
    metadata: Object.keys(labels).length > 0 ? { ...rest, labels } : rest,
  } as JsonObject;
}
