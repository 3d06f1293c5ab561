import { decide } from '../src';
import type { DecisionFacts, DecisionInput, ReadableMandate } from '../src';
import { facts, inputWith, mandate } from '../src/__testUtils__/decisionInput';

/** One measured value. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const environments = ['dev', 'staging', 'prod'] as const;
const containerTypes = ['core-service', 'job', 'database', 'frontend'] as const;
const riskLevels = ['low', 'medium', 'high'] as const;
const bumps = ['patch', 'minor', 'major'] as const;

/** 100 mandates of mixed scopes over 1,000 targets, one decision each, after one round that fills the caches. */
export async function run(): Promise<readonly Figure[]> {
  const mandates = Array.from({ length: 100 }, (_, index) =>
    exampleMandate(index),
  );
  const inputs = Array.from({ length: 1_000 }, (_, index) => ({
    ...inputWith(mandates),
    facts: exampleFacts(index),
  }));
  const firstMs = timed(inputs[0]);
  inputs.forEach(timed);
  const times = inputs.map(timed);
  const sorted = [...times].sort((a, b) => a - b);
  const totalMs = times.reduce((sum, time) => sum + time, 0);
  const at = (share: number) =>
    rounded(sorted[Math.floor(sorted.length * share)]);
  const over = '100 mandates, 1,000 targets';
  return [
    {
      name: `decisions, ${over}`,
      value: Math.round((inputs.length / totalMs) * 1_000),
      unit: '/s',
    },
    { name: `decision, median, ${over}`, value: at(0.5), unit: 'ms' },
    { name: `decision, p99, ${over}`, value: at(0.99), unit: 'ms' },
    {
      name: 'first decision, nothing compiled yet',
      value: rounded(firstMs),
      unit: 'ms',
    },
  ];
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000;
}

function timed(input: DecisionInput): number {
  const started = performance.now();
  decide(input);
  return performance.now() - started;
}

/** Five mandates cover an environment or type as a whole; the others cover systems. */
function exampleMandate(index: number): ReadableMandate {
  return mandate(`mandate-${index}`, {
    appliesTo:
      index < 5
        ? {
            environments: [environments[index % 3]],
            containerTypes: [containerTypes[index % 4]],
          }
        : { systems: [`system:default/s${index % 50}`] },
    limits: { replicas: 10, cpuCores: 8 + index / 100 },
    grants: [
      {
        changes: ['deploy', 'scale', 'restart'],
        when: "risk.level == 'low' && plan.within(limits)",
        oversight: 'autonomous',
      },
      {
        changes: ['deploy'],
        when: `plan.version.bump == 'major' || risk.score > ${
          0.5 + index / 1_000
        }`,
        oversight: 'approve',
      },
      {
        changes: ['*'],
        when: "target.environment == 'prod' && time.weekday in ['saturday', 'sunday']",
        oversight: 'forbid',
      },
    ],
  });
}

function exampleFacts(index: number): DecisionFacts {
  return {
    ...facts,
    plan: {
      ...facts.plan,
      version: { from: '1', to: '2', bump: bumps[index % 3] },
    },
    target: {
      ...facts.target,
      entityRef: `component:default/c${index}`,
      environment: environments[index % 3],
      containerType: containerTypes[index % 4],
      system: `system:default/s${index % 50}`,
    },
    risk: {
      ...facts.risk,
      level: riskLevels[index % 3],
      score: (index % 10) / 10,
    },
  };
}
