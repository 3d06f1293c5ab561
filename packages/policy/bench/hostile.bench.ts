import { explodingEvaluations } from '../src/__testUtils__/hostile/explodingEvaluations';
import {
  hostileInputs,
  longest,
} from '../src/__testUtils__/hostile/hostileInputs';
import type { HostileInput } from '../src/__testUtils__/hostile/hostileInputs';
import {
  evaluateHostile,
  largestRead,
  limitMs,
} from './hostile/evaluateHostile';

/** One measured value. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const rounds = 5;
/**
 * What inputs of 64 KB, and short ones that explode, take from parsing to their value at worst, whole or as much of them as is read, in milliseconds of the
 * process's own time: medians of five rounds after a first one, worst first.
 */
export async function run(): Promise<readonly Figure[]> {
  const figures = [
    ...hostileInputs.map(input => ({
      name: `64 KB: ${input.name}`,
      value: median(input),
      unit: 'ms',
    })),
    ...explodingEvaluations.map(({ name, source, x = null }) => ({
      name: `exploding: ${name}`,
      value: medianOf(() => evaluateHostile(source, x)),
      unit: 'ms',
    })),
  ].sort((left, right) => right.value - left.value);
  return [
    ...figures,
    {
      name: `inputs that take more than ${limitMs} ms`,
      value: figures.filter(({ value }) => value > limitMs).length,
      unit: '',
    },
  ];
}

function median({ source, x = null }: HostileInput): number {
  const largest = source(largestRead(source));
  return Math.max(
    medianOf(() => evaluateHostile(source(longest), x)),
    medianOf(() => evaluateHostile(largest, x)),
  );
}

function medianOf(evaluation: () => void): number {
  evaluation();
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    evaluation();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  }).sort((left, right) => left - right);
  return Math.round(times[Math.floor(rounds / 2)] * 10) / 10;
}
