import { explodingEvaluations } from '../../src/__testUtils__/hostile/explodingEvaluations';
import { hostileInputs } from '../../src/__testUtils__/hostile/hostileInputs';
import type { Figure } from '../hostile.bench';
import { evaluateHostile } from './evaluateHostile';

/**
 * What one input takes in a process that evaluates it before anything else, in milliseconds of its main thread's processor time; the input by its
 * name, and its length, are in the environment.
 */
export async function run(): Promise<readonly Figure[]> {
  const name = process.env.HOSTILE_NAME ?? '';
  const { source, x } = inputOf(name, Number(process.env.HOSTILE_SIZE ?? 0));
  const before = process.threadCpuUsage();
  evaluateHostile(source, x);
  const { user, system } = process.threadCpuUsage(before);
  const value = Math.round((user + system) / 100) / 10;
  return [{ name, value, unit: 'ms' }];
}

function inputOf(name: string, size: number): { source: string; x: unknown } {
  const long = hostileInputs.find(input => input.name === name);
  if (long) {
    return { source: long.source(size), x: long.x ?? null };
  }
  const short = explodingEvaluations.find(input => input.name === name);
  if (!short) {
    throw new Error(`There is no hostile input with the name '${name}'.`);
  }
  return { source: short.source, x: short.x ?? null };
}
