import { spawn } from 'node:child_process';
import { z } from 'zod';
import { admissionAnswerSchema } from './admissionCase';
import type { AdmissionAnswer, AdmissionCase } from './admissionCase';

const replySchema = z.union([
  z.object({ error: z.object({ message: z.string() }) }),
  admissionAnswerSchema,
]);

/**
 * Asks the reference: a program that reads a case a line and writes an answer a line, in their order.
 *
 * @throws Error when it does not answer all, or says that a case is wrong
 */
export async function askOracle(
  command: string,
  cases: readonly AdmissionCase[],
): Promise<readonly AdmissionAnswer[]> {
  const lines = await runLines(
    command,
    cases.map(one => JSON.stringify(one)),
  );
  return lines.map((line, index) => {
    const reply = replySchema.parse(JSON.parse(line));
    if ('error' in reply) {
      throw new Error(`Case ${index} is wrong: ${reply.error.message}`);
    }
    return reply;
  });
}

async function runLines(
  command: string,
  input: readonly string[],
): Promise<readonly string[]> {
  const program = spawn(command, {
    shell: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const output: Buffer[] = [];
  program.stdout.on('data', (part: Buffer) => output.push(part));
  const ended = new Promise<void>((resolve, reject) => {
    program.on('error', reject);
    program.on('close', () => resolve());
  });
  program.stdin.end(input.map(line => `${line}\n`).join(''));
  await ended;
  const lines = Buffer.concat(output).toString('utf8').trimEnd().split('\n');
  if (lines.length !== input.length) {
    throw new Error(
      `The oracle answered ${lines.length} of ${input.length} questions.`,
    );
  }
  return lines;
}
