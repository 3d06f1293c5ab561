import { execFileSync } from 'node:child_process';
import { z } from 'zod';

/**
 * Another implementation that judges our logs, if there is one on this machine: a command that reads a request a line
 * (`op` is `tiles`, `verifyCheckpoint`, `inclusion` or `consistency`) and answers `valid` for each.
 */
export const tlogOracle = process.env.MANDATE_TLOG_ORACLE;

const answerSchema = z.looseObject({ valid: z.boolean() });

/** What the oracle answers to requests, in their order. */
export function askOracle(requests: readonly object[]) {
  if (tlogOracle === undefined) {
    throw new Error('MANDATE_TLOG_ORACLE names no command');
  }
  const [program = '', ...args] = tlogOracle.split(' ');
  const answers = execFileSync(program, args, {
    input: requests.map(request => `${JSON.stringify(request)}\n`).join(''),
    encoding: 'utf8',
    timeout: 60_000,
  });
  return answers
    .trim()
    .split('\n')
    .map(line => answerSchema.parse(JSON.parse(line)));
}
