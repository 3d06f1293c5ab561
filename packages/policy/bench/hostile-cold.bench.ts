import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { explodingEvaluations } from '../src/__testUtils__/hostile/explodingEvaluations';
import {
  hostileInputs,
  longest,
} from '../src/__testUtils__/hostile/hostileInputs';
import type { Figure } from './hostile.bench';
import { largestRead, limitMs } from './hostile/evaluateHostile';

const childTimeoutMs = 60_000;

/**
 * The same inputs as `hostile`, each in a process of its own that has evaluated nothing before, so that nothing of the engine is compiled: main
 * thread's processor time at worst, worst first. Takes about four minutes.
 */
export async function run(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const { name, source } of hostileInputs) {
    const value = Math.max(
      await coldMs(name, longest),
      await coldMs(name, largestRead(source)),
    );
    figures.push({ name: `64 KB: ${name}`, value, unit: 'ms' });
  }
  for (const { name } of explodingEvaluations) {
    figures.push({
      name: `exploding: ${name}`,
      value: await coldMs(name, 0),
      unit: 'ms',
    });
  }
  const slow = figures.filter(({ value }) => value > limitMs).length;
  return [
    ...figures.sort((left, right) => right.value - left.value),
    { name: `inputs that take more than ${limitMs} ms`, value: slow, unit: '' },
  ];
}

async function coldMs(name: string, size: number): Promise<number> {
  const [, runner] = process.argv;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      ...process.execArgv,
      runner,
      resolve(__dirname, 'hostile/coldEvaluation.ts'),
      '--json',
    ],
    {
      timeout: childTimeoutMs,
      env: {
        ...process.env,
        HOSTILE_NAME: name,
        HOSTILE_SIZE: String(size),
      },
    },
  );
  return JSON.parse(stdout).figures[0].value;
}
