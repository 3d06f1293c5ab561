import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { canonical } from './oracleValue';
import type { Outcome } from './compareWithOracle';

/** A question to the oracle. */
export interface OracleRequest {
  readonly id: number;
  readonly env: string;
  readonly op: 'eval';
  readonly expr: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly declarations: Readonly<Record<string, string>>;
}

/** An outcome of cel-go, with its cost estimate when the expression checks. */
export interface OracleOutcome {
  readonly outcome: Outcome;
  readonly estimate?: { readonly minimum: number; readonly maximum: number };
}

const answerShape = z.object({
  id: z.number(),
  type: z.string().optional(),
  value: z.unknown().optional(),
  error: z
    .object({ phase: z.string().optional(), message: z.string() })
    .optional(),
  cost: z
    .object({
      estimateMin: z.number().optional(),
      estimateMax: z.number().nullable().optional(),
      actual: z.number().optional(),
    })
    .optional(),
});

/** Asks cel-go, through a command that reads requests and writes answers, one JSON object a line each. */
export function askOracle(
  command: string,
  requests: readonly OracleRequest[],
): readonly OracleOutcome[] {
  const [program, ...args] = command.split(' ');
  const { stdout, stderr, status } = spawnSync(program, args, {
    input: requests.map(request => JSON.stringify(request)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 1_000_000_000,
  });
  const answers = stdout.split('\n').filter(line => line !== '');
  if (answers.length !== requests.length) {
    throw new Error(
      `The oracle answered ${answers.length} of ${requests.length} requests (status ${status}): ${stderr}`,
    );
  }
  return answers.map(line => readAnswer(answerShape.parse(JSON.parse(line))));
}

function readAnswer({
  type = '',
  value,
  error,
  cost,
}: z.infer<typeof answerShape>): OracleOutcome {
  const estimate =
    cost?.estimateMin === undefined
      ? undefined
      : {
          minimum: cost.estimateMin,
          maximum: cost.estimateMax ?? Infinity,
        };
  if (error === undefined) {
    return {
      outcome: {
        phase: 'done',
        type,
        value: canonical(value),
        cost: cost?.actual ?? 0,
      },
      estimate,
    };
  }
  return {
    outcome:
      error.phase === 'compile'
        ? { phase: 'compile', message: error.message }
        : {
            phase: 'evaluate',
            type,
            message: error.message,
            planned: error.phase === 'plan',
          },
    estimate,
  };
}
