import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { z } from 'zod';
import {
  admissionAnswerSchema,
  admissionCaseSchema,
} from './__testUtils__/admissionCase';
import type {
  AdmissionAnswer,
  AdmissionCase,
} from './__testUtils__/admissionCase';
import { askOracle } from './__testUtils__/askOracle';
import { comparable } from './__testUtils__/comparable';
import { evaluateCase } from './__testUtils__/evaluateCase';
import { randomAdmissionCases } from './__testUtils__/randomAdmissionCase';

jest.setTimeout(300_000);

/**
 * A command that answers cases as the API server's own matcher, dispatcher and validator do, a JSON object a line. Without it,
 * some hundred answers recorded from it are compared; with `MANDATE_ADMISSION_RECORD` set, they are recorded anew.
 */
const oracle = process.env.MANDATE_ADMISSION_ORACLE;
const seed = Number(process.env.MANDATE_ADMISSION_SEED ?? 20261126);
const policyCount = Number(process.env.MANDATE_ADMISSION_POLICIES ?? 2_500);
const recordedPolicyCount = 45;
const recordedFile = join(__dirname, '__fixtures__', 'apiServerAnswers.jsonl');

/** Cases of one policy together. */
const recordedSchema = z.array(
  admissionCaseSchema.pick({ policy: true, bindings: true }).extend({
    answered: z.array(
      admissionCaseSchema
        .omit({ policy: true, bindings: true })
        .extend({ answer: admissionAnswerSchema }),
    ),
  }),
);

interface Answered {
  readonly question: AdmissionCase;
  readonly answer: AdmissionAnswer;
}

function differences(answered: readonly Answered[]): readonly unknown[] {
  return answered.flatMap(({ question, answer }) => {
    const ours = comparable(question, evaluateCase(question));
    const theirs = comparable(question, answer);
    return JSON.stringify(sorted(ours)) === JSON.stringify(sorted(theirs))
      ? []
      : [{ question, ours, theirs }];
  });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([left], [right]) => (left < right ? -1 : 1))
          .map(([key, field]) => [key, sorted(field)]),
      )
    : value;
}

async function askAbout(
  command: string,
  policies: number,
): Promise<readonly Answered[]> {
  const cases = fc
    .sample(randomAdmissionCases, { seed, numRuns: policies })
    .flat()
    .map((one, id) => ({ id, ...one }));
  const answers = await askOracle(command, cases);
  return cases.map((question, index) => ({ question, answer: answers[index] }));
}

function readRecorded(): readonly Answered[] {
  const lines = readFileSync(recordedFile, 'utf8').trimEnd().split('\n');
  return recordedSchema
    .parse(lines.map(line => JSON.parse(line)))
    .flatMap(({ policy, bindings, answered }) =>
      answered.map(({ answer, ...situation }) => ({
        question: { policy, bindings, ...situation },
        answer,
      })),
    );
}

function record(answered: readonly Answered[]): void {
  const byPolicy = new Map<string, Answered[]>();
  for (const one of answered) {
    const { policy, bindings } = one.question;
    const key = JSON.stringify({ policy, bindings });
    byPolicy.set(key, [...(byPolicy.get(key) ?? []), one]);
  }
  const groups = [...byPolicy].map(([key, ofPolicy]) => ({
    ...JSON.parse(key),
    answered: ofPolicy.map(
      ({ question: { policy, bindings, ...situation }, answer }) => ({
        ...situation,
        answer,
      }),
    ),
  }));
  const lines = groups.map(group => `${JSON.stringify(group)}\n`);
  writeFileSync(recordedFile, lines.join(''));
}

describe('evaluateAdmission', () => {
  it('answers as the API server did when its answers were recorded', async () => {
    if (oracle && process.env.MANDATE_ADMISSION_RECORD) {
      record(await askAbout(oracle, recordedPolicyCount));
    }
    const recorded = readRecorded();
    expect(recorded.length).toBe(4 * recordedPolicyCount);
    expect(differences(recorded).slice(0, 3)).toEqual([]);
  });

  for (const command of oracle ? [oracle] : []) {
    it('answers as the API server on random policies and requests', async () => {
      const answered = await askAbout(command, policyCount);
      expect(differences(answered).slice(0, 3)).toEqual([]);
    });
  }
});
