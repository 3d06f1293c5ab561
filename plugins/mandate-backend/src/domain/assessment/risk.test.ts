import fc from 'fast-check';
import type { Plan, TargetFacts } from '@mandate/plugin-mandate-common';
import { assessRisk } from './risk';
import type { RiskInput } from './riskInput';

const figures = { replicas: 1, cpuCores: 1, memoryGiB: 1, storageGiB: 0 };
const plan: Plan = {
  summary: '',
  objects: [],
  steps: [{ id: 'apply', title: 'Apply', effect: true }],
  figures: { before: figures, after: figures },
  images: [],
  baseVersion: '1',
  undo: { words: '', typicalSeconds: 1 },
  verification: { soakSeconds: 1, deadlineSeconds: 1 },
};
const target: TargetFacts = {
  entityRef: 'component:default/checkout',
  environment: 'dev',
  cluster: 'one',
  namespace: 'shop-dev',
  workload: { kind: 'Deployment', name: 'checkout' },
  name: 'checkout',
  entityKind: 'Component',
  tags: [],
  tier: 3,
  production: false,
  inCatalog: true,
};
const harmless: RiskInput = {
  kind: {
    title: 'Deploy',
    destructive: false,
    touchesIdentity: false,
    touchesData: false,
    irreversibility: 0,
  },
  plan,
  classification: 'standard',
  target,
  dependants: [],
  history: { succeeded: 31, failed: 0 },
  proposerIsNew: false,
  concurrent: 0,
  incidents: { failedChanges: 0, findings: 0 },
  time: { hour: 10, weekend: false },
  assessorFactors: [],
};

const inputs: fc.Arbitrary<RiskInput> = fc
  .record({
    production: fc.boolean(),
    tier: fc.integer({ min: 1, max: 4 }),
    bump: fc.constantFrom('none', 'patch', 'minor', 'major'),
    dependants: fc.array(fc.record({ depth: fc.integer({ min: 1, max: 3 }) }), {
      maxLength: 30,
    }),
    succeeded: fc.nat(50),
    failed: fc.nat(50),
    irreversibility: fc.double({ min: 0, max: 1, noNaN: true }),
    destructive: fc.boolean(),
    proposerIsNew: fc.boolean(),
    hour: fc.integer({ min: 0, max: 23 }),
    weekend: fc.boolean(),
    concurrent: fc.nat(5),
    failedChanges: fc.nat(5),
    findings: fc.nat(5),
    classification: fc.constantFrom(
      'standard',
      'modified-within',
      'modified-beyond',
    ),
  })
  .map(
    (given): RiskInput => ({
      kind: {
        ...harmless.kind,
        destructive: given.destructive,
        irreversibility: given.irreversibility,
      },
      plan: { ...plan, version: { to: '2', bump: given.bump } },
      target: { ...target, production: given.production, tier: given.tier },
      dependants: given.dependants,
      history: { succeeded: given.succeeded, failed: given.failed },
      classification: given.classification,
      concurrent: given.concurrent,
      incidents: {
        failedChanges: given.failedChanges,
        findings: given.findings,
      },
      proposerIsNew: given.proposerIsNew,
      time: { hour: given.hour, weekend: given.weekend },
      assessorFactors: [],
    }),
  );

const LEVELS = ['low', 'medium', 'high'];

/** Neither probability nor impact nor the level falls. */
function expectNoLower(worse: RiskInput, input: RiskInput) {
  const a = assessRisk(input);
  const b = assessRisk(worse);
  expect(b.probability).toBeGreaterThanOrEqual(a.probability);
  expect(b.impact).toBeGreaterThanOrEqual(a.impact);
  expect(LEVELS.indexOf(b.level)).toBeGreaterThanOrEqual(
    LEVELS.indexOf(a.level),
  );
}

describe('assessRisk', () => {
  const worsenings: readonly (readonly [
    string,
    (input: RiskInput) => RiskInput,
  ])[] = [
    [
      'one more dependant',
      input => ({ ...input, dependants: [...input.dependants, { depth: 1 }] }),
    ],
    [
      'one more failure',
      input => ({
        ...input,
        history: { ...input.history, failed: input.history.failed + 1 },
      }),
    ],
    [
      'a major version',
      input => ({
        ...input,
        plan: { ...input.plan, version: { to: '2', bump: 'major' } },
      }),
    ],
    [
      'a destructive kind',
      input => ({ ...input, kind: { ...input.kind, destructive: true } }),
    ],
    [
      'no way back',
      input => ({ ...input, kind: { ...input.kind, irreversibility: 1 } }),
    ],
    [
      'real users',
      input => ({ ...input, target: { ...input.target, production: true } }),
    ],
    [
      'the most critical tier',
      input => ({ ...input, target: { ...input.target, tier: 1 } }),
    ],
    [
      'one more change at the same time',
      input => ({ ...input, concurrent: input.concurrent + 1 }),
    ],
    [
      'one more finding lately',
      input => ({
        ...input,
        incidents: {
          ...input.incidents,
          findings: input.incidents.findings + 1,
        },
      }),
    ],
    ['no template', input => ({ ...input, classification: 'novel' })],
    ['a new proposer', input => ({ ...input, proposerIsNew: true })],
    [
      'something an assessor fears',
      input => ({
        ...input,
        assessorFactors: [
          { id: 'x', words: 'x', effect: 'raises', weight: 0.2 },
        ],
      }),
    ],
  ];

  it.each(worsenings)('never falls with %s', (_, worsen) => {
    fc.assert(
      fc.property(inputs, input => {
        expectNoLower(worsen(input), input);
      }),
      { numRuns: 300 },
    );
  });

  it('never rises with one more success where there is a record', () => {
    fc.assert(
      fc.property(inputs, input => {
        const { succeeded, failed } = input.history;
        fc.pre(succeeded + failed > 0);
        expectNoLower(input, {
          ...input,
          history: { succeeded: succeeded + 1, failed },
        });
      }),
    );
  });

  it('says each factor in words', () => {
    const { factors } = assessRisk({
      ...harmless,
      dependants: Array.from({ length: 7 }, () => ({ depth: 1 })),
      plan: { ...plan, version: { to: '2.0.0', bump: 'major' } },
    });
    expect(factors.map(({ words }) => words)).toEqual(
      expect.arrayContaining([
        'major version',
        '7 services depend on it',
        '31 of 31 earlier deploys went well',
      ]),
    );
  });

  it('finds a well-known deploy in dev low, and a first major one of a critical service in prod not low', () => {
    expect(assessRisk(harmless).level).toBe('low');
    expect(
      assessRisk({
        ...harmless,
        history: { succeeded: 0, failed: 0 },
        plan: { ...plan, version: { to: '2', bump: 'major' } },
        target: { ...target, production: true, tier: 1 },
      }).level,
    ).not.toBe('low');
  });
});
