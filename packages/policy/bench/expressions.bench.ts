import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { boundary } from './expressions/boundary';
import {
  bufbuild,
  celJs,
  compile,
  ours,
  oursUnchecked,
} from './expressions/engines';
import type { Ready } from './expressions/engines';

/** One measured value; `ratio` is ours divided by the peer's. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: string;
  readonly ratio?: number;
}

const rounds = 5;
const roundMs = 400;
const compiledRules = 1_000;

/**
 * A boundary of seven clauses with one `all()` over five targets, evaluated over and over by every engine in turn, medians of
 * five rounds; what saving a rule costs, and what a thousand compiled rules hold in memory. Times are the process's own, so that
 * other programs on the machine do not count.
 */
export async function run(): Promise<readonly Figure[]> {
  const engines = {
    ours: ours(boundary),
    'ours, unchecked': oursUnchecked(boundary),
    '@marcbachmann/cel-js': celJs(boundary),
    '@bufbuild/cel': bufbuild(boundary),
  };
  const rates = measureInTurn(engines);
  const rateOf = (engine: keyof typeof engines) => rates.get(engine) ?? NaN;
  const peers = ['@marcbachmann/cel-js', '@bufbuild/cel'] as const;
  return [
    ...peers.map(peer => ({
      name: `boundary expression, ours, over ${peer}`,
      value: Math.round(rateOf('ours')),
      unit: '/s',
      peer,
      ratio: rateOf('ours') / rateOf(peer),
    })),
    ...(['ours, unchecked', ...peers] as const).map(engine => ({
      name: `boundary expression, ${engine}`,
      value: Math.round(rateOf(engine)),
      unit: '/s',
    })),
    {
      name: 'parse, check and plan of the boundary expression',
      value: rounded(compileMilliseconds()),
      unit: 'ms',
    },
    {
      name: `memory of ${compiledRules} compiled rules`,
      value: rounded(compiledMegabytes()),
      unit: 'MB',
    },
  ];
}

function measureInTurn(
  engines: Readonly<Record<string, Ready>>,
): ReadonlyMap<string, number> {
  const rates = new Map<string, number[]>();
  for (const [name, evaluate] of Object.entries(engines)) {
    if (evaluate() !== true) {
      throw new Error(`${name} does not find the input within the boundary.`);
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const [name, evaluate] of Object.entries(engines)) {
      rates.set(name, [
        ...(rates.get(name) ?? []),
        evaluationsPerSecond(evaluate),
      ]);
    }
  }
  return new Map([...rates].map(([name, values]) => [name, median(values)]));
}

function evaluationsPerSecond(evaluate: Ready): number {
  const started = processorMs();
  let count = 0;
  let elapsed = 0;
  while (elapsed < roundMs) {
    for (let batch = 0; batch < 5_000; batch++) {
      evaluate();
    }
    count += 5_000;
    elapsed = processorMs() - started;
  }
  return (count / elapsed) * 1_000;
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** The median, by the clock. Each source differs, so that nothing is found compiled already. */
function compileMilliseconds(): number {
  const times = Array.from({ length: 1_000 }, (_, index) => {
    const source = boundary.replace('10', String(index));
    const started = performance.now();
    compile(source);
    return performance.now() - started;
  });
  return median(times.slice(200));
}

function compiledMegabytes(): number {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const programs = Array.from({ length: compiledRules }, (_, index) =>
    compile(boundary.replace('10', String(1_000 + index))),
  );
  collectGarbage();
  const held = process.memoryUsage().heapUsed - before;
  return programs.length === compiledRules ? held / 1_000_000 : NaN;
}

/** Node gives the collector to programs only by a flag, which can be set while it runs. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
