import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ourMerge } from './__testUtils__/ourMerge';
import { MergeRequest, randomMerge } from './__testUtils__/randomMerges';

jest.setTimeout(600_000);

/**
 * Merging compared with Kubernetes' own code. `MANDATE_MERGE_ORACLE` is a command that reads a question and writes an answer a
 * line; without it, recorded answers are compared. `MANDATE_MERGE_COUNT` is how many questions are asked, `MANDATE_MERGE_RECORD`
 * records the first 200 anew.
 */
const RECORDED = join(__dirname, '__fixtures__', 'mergeAnswers.jsonl');
const RECORDED_COUNT = 200;

const answer = z.looseObject({
  id: z.number(),
  error: z.looseObject({ message: z.string() }).optional(),
  merged: z.unknown().optional(),
  live: z.unknown().optional(),
  managedFields: z.array(z.unknown()).optional(),
  results: z
    .array(
      z.looseObject({
        done: z.boolean(),
        conflicts: z.array(z.looseObject({ field: z.string() })).optional(),
      }),
    )
    .optional(),
});
type Answer = z.infer<typeof answer>;

function readAnswers(text: string): Answer[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => answer.parse(JSON.parse(line)));
}

function ask(command: string, requests: readonly MergeRequest[]): Answer[] {
  const { stdout, status, stderr } = spawnSync(command, {
    shell: true,
    encoding: 'utf8',
    input: requests.map(request => `${JSON.stringify(request)}\n`).join(''),
    maxBuffer: 1_000_000_000,
  });
  if (status !== 0) {
    throw new Error(`${command} ended with ${status}: ${stderr}`);
  }
  return readAnswers(stdout);
}

function comparable({ merged, live, managedFields, results }: Answer) {
  return merged !== undefined
    ? { merged: withoutEmpty(merged) }
    : {
        live: withoutEmpty(live),
        managedFields: (managedFields ?? [])
          .map(withoutStructure)
          .filter(hasFields)
          .map(entry => JSON.stringify(sorted(entry)))
          .sort(),
        results: (results ?? []).map(({ done, conflicts = [] }) =>
          done
            ? 'done'
            : conflicts
                .map(conflict => conflict.field)
                .filter(field => !isParted(field))
                .sort(),
        ),
      };
}

/**
 * Maps and lists that are merged part by part. Who owns one itself, apart from its parts, matters only while it is empty: the API
 * server always writes some of them, which the reference, having no server before it, gives to whoever writes them first; and of
 * others that become empty it differs who keeps them. Both are named in the README.
 */
const PARTED = [
  'annotations',
  'capabilities',
  'containers',
  'data',
  'emptyDir',
  'env',
  'finalizers',
  'imagePullSecrets',
  'labels',
  'metadata',
  'ownerReferences',
  'ports',
  'requests',
  'resources',
  'rollingUpdate',
  'securityContext',
  'spec',
  'strategy',
  'template',
  'volumes',
];

function withoutStructure(fields: unknown): unknown {
  if (fields === null || typeof fields !== 'object') {
    return fields;
  }
  const parts = Object.entries(fields).map(([name, child]) => {
    const rest = withoutStructure(child);
    const hasParts = PARTED.includes(name.slice(2));
    if (rest === null || typeof rest !== 'object') {
      return [name, rest] as const;
    }
    const { '.': itself, ...own } = z
      .record(z.string(), z.unknown())
      .parse(rest);
    const kept = hasParts || itself === undefined ? own : rest;
    const isLeaf = !hasParts && Object.keys(child ?? {}).length === 0;
    return Object.keys(kept).length > 0 || isLeaf
      ? ([name, kept] as const)
      : undefined;
  });
  return Object.fromEntries(parts.filter(part => part !== undefined));
}

/** What is null or has nothing in it is dropped. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutEmpty);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const parts = Object.entries(value)
    .map(([name, child]) => [name, withoutEmpty(child)] as const)
    .filter(
      ([, child]) =>
        child !== null &&
        (typeof child !== 'object' || Object.keys(child).length > 0),
    );
  return Object.fromEntries(parts);
}

/** Whether an apply failed for nothing but a map or list that it leaves empty, and of which others own parts. */
function refusesForEmpty({ results = [] }: Answer): boolean {
  return results.some(
    ({ done, conflicts = [] }) =>
      !done &&
      conflicts.length > 0 &&
      conflicts.every(({ field }) => isParted(field)),
  );
}

function isParted(field: string): boolean {
  return PARTED.some(name => field.endsWith(`.${name}`));
}

/** Entries that hold nothing but structure are none. */
function hasFields(entry: unknown): boolean {
  const { fields } = z
    .looseObject({ fields: z.looseObject({}).default({}) })
    .parse(entry);
  return Object.keys(fields).length > 0;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, child]) => [name, sorted(child)]),
      )
    : value;
}

function ours(request: MergeRequest) {
  const result = ourMerge(request);
  return comparable(
    answer.parse({
      id: request.id,
      ...result,
      ...(result.results && {
        results: result.results.map(({ done, conflicts }) => ({
          done,
          conflicts: conflicts?.map(field => ({ field })),
        })),
      }),
    }),
  );
}

it('merges as Kubernetes does', () => {
  const command = process.env.MANDATE_MERGE_ORACLE;
  const total = command
    ? Number(process.env.MANDATE_MERGE_COUNT ?? 10_000)
    : RECORDED_COUNT;
  const requests = Array.from({ length: total }, (_, id) => randomMerge(id));
  const answers = command
    ? ask(command, requests)
    : readAnswers(readFileSync(RECORDED, 'utf8'));
  if (command && process.env.MANDATE_MERGE_RECORD) {
    writeFileSync(
      RECORDED,
      answers
        .slice(0, RECORDED_COUNT)
        .map(it => `${JSON.stringify(it)}\n`)
        .join(''),
    );
  }
  const differing = requests.filter((request, index) => {
    const reference = answers[index];
    return (
      reference.error === undefined &&
      // a directive that the reference left in an object, which the server then refuses
      !JSON.stringify(reference).includes('"$patch"') &&
      !refusesForEmpty(reference) &&
      JSON.stringify(sorted(ours(request))) !==
        JSON.stringify(sorted(comparable(reference)))
    );
  });
  const details = differing.slice(0, 1).map(request => ({
    request,
    ours: ours(request),
    reference: comparable(answers[request.id]),
  }));
  expect({ differing: differing.length, details }).toEqual({
    differing: 0,
    details: [],
  });
});
