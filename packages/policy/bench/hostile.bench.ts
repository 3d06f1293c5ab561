import { checkExpression } from '../src/cel/check/checkExpression';
import { createMandateEnvironment } from '../src/cel/environments/ownEnvironments';
import { planExpression } from '../src/cel/plan/planExpression';
import { parseExpression } from '../src/cel/syntax/parseExpression';
import { types } from '../src/cel/types/celType';
import { explodingEvaluations } from '../src/__testUtils__/hostile/explodingEvaluations';
import {
  hostileInputs,
  longest,
} from '../src/__testUtils__/hostile/hostileInputs';
import type { HostileInput } from '../src/__testUtils__/hostile/hostileInputs';

/** One measured value. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const rounds = 5;
/** What no input of 64 KB may take. */
const limitMs = 50;

const environment = createMandateEnvironment({
  variables: { x: { type: types.dyn } },
});

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
      value: medianOf(() => evaluate(source, x)),
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
    medianOf(() => evaluate(source(longest), x)),
    medianOf(() => evaluate(largest, x)),
  );
}

/** How long an input may be at most for it to be read as a whole: the more there is to check and plan. */
function largestRead(source: HostileInput['source']): number {
  let read = 0;
  let refused = longest + 1;
  while (refused - read > longest / 200) {
    const size = Math.floor((read + refused) / 2);
    if (parseExpression(source(size), environment).ok) {
      read = size;
    } else {
      refused = size;
    }
  }
  return read;
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

function evaluate(source: string, x: unknown): void {
  const parsing = parseExpression(source, environment);
  if (!parsing.ok) {
    return;
  }
  const { checked, issues } = checkExpression(parsing.parsed, environment);
  if (issues.some(({ severity }) => severity === 'error')) {
    return;
  }
  planExpression(checked, environment).run({ x });
}
