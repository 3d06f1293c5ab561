import type { RiskModel } from '@mandate/analytics';
import type { Plan } from '@mandate/plugin-mandate-common';
import fc from 'fast-check';
import { assessRisk } from './risk';
import { RISK_FEATURES, riskFeatures } from './riskFeatures';
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

const quiet: RiskInput = {
  kind: {
    title: 'Deploy',
    destructive: false,
    touchesIdentity: false,
    touchesData: false,
    irreversibility: 0,
  },
  plan,
  classification: 'standard',
  target: {
    entityRef: 'component:default/checkout',
    environment: 'dev',
    cluster: 'one',
    namespace: 'shop-dev',
    workload: { kind: 'Deployment', name: 'checkout' },
    name: 'checkout',
    entityKind: 'Component',
    tags: [],
    tier: 4,
    production: false,
    inCatalog: true,
  },
  dependants: [],
  history: { succeeded: 40, failed: 0 },
  proposerIsNew: false,
  concurrent: 0,
  incidents: { failedChanges: 0, findings: 0 },
  time: { hour: 10, weekend: false },
  assessorFactors: [],
};

/** One failure in a hundred where there is nothing of any feature. */
function trained(coefficients: Readonly<Record<string, number>>): {
  readonly version: number;
  readonly riskModel: RiskModel;
} {
  return {
    version: 3,
    riskModel: {
      features: RISK_FEATURES,
      model: {
        intercept: Math.log(0.01 / 0.99),
        coefficients: RISK_FEATURES.map(({ name }) => coefficients[name] ?? 0),
      },
      trainedAtMs: 0,
      trainedOn: 500,
      quality: {
        forecasts: 100,
        failures: 5,
        brier: 0.03,
        brierOfBaseRate: 0.05,
        expectedCalibrationError: 0.01,
        bins: [],
      },
    },
  };
}

describe('assessRisk with a trained model', () => {
  it('takes the probability from the model and says which one it was', () => {
    const risk = assessRisk(quiet, { trained: trained({}) });
    expect(risk.probability).toBe(0.01);
    expect(risk.basis).toEqual({ type: 'model', version: 3, trainedOn: 500 });
    expect(assessRisk(quiet).basis).toEqual({ type: 'rules' });
  });

  it('says in words what moved the forecast and by how much', () => {
    const input = { ...quiet, incidents: { failedChanges: 2, findings: 1 } };
    const { probability, factors } = assessRisk(input, {
      trained: trained({ incidents: 1.5 }),
    });
    expect(probability).toBeGreaterThan(0.1);
    const incidents = factors.find(({ id }) => id === 'incidents');
    expect(incidents).toMatchObject({
      words: '2 failed changes and 1 finding in the last two weeks',
      effect: 'raises',
    });
    expect(incidents?.weight).toBeCloseTo(probability - 0.01, 2);
  });

  it('reads the level of a learned probability with thresholds of its own', () => {
    const options = { trained: trained({ novelty: 3 }) };
    const novel = { ...quiet, history: { succeeded: 0, failed: 0 } };
    const risky = { ...novel, kind: { ...quiet.kind, irreversibility: 1 } };
    expect(assessRisk(risky, options).level).toBe('medium');
    expect(
      assessRisk(risky, {
        ...options,
        thresholds: {
          probability: { medium: 0.34, high: 0.67 },
          forecast: { medium: 0.05, high: 0.1 },
          impact: { medium: 0.34, high: 0.67 },
        },
      }).level,
    ).toBe('high');
  });

  it.each(['destructive', 'touchesIdentity', 'touchesData'] as const)(
    'no history makes what is %s low, or less likely to fail than where nothing is known',
    mark => {
      fc.assert(
        fc.property(fc.nat(500), succeeded => {
          const risk = assessRisk(
            {
              ...quiet,
              kind: { ...quiet.kind, [mark]: true },
              history: { succeeded, failed: 0 },
            },
            { trained: trained({ history: 4 }) },
          );
          expect(risk.level).not.toBe('low');
          expect(risk.probability).toBeGreaterThanOrEqual(0.1);
        }),
      );
    },
  );
});

it('removing an object is never below medium, and the reason is told', () => {
  const { level, factors } = assessRisk({
    ...quiet,
    plan: {
      ...plan,
      objects: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: 'settings',
          action: 'delete',
          before: null,
          after: null,
        },
      ],
    },
  });
  expect(level).toBe('medium');
  expect(factors.map(({ id }) => id)).toContain('floor');
});

it('no two factors share an id', () => {
  const { factors } = assessRisk(
    {
      ...quiet,
      kind: { ...quiet.kind, irreversibility: 0.4 },
      target: { ...quiet.target, production: true, tier: 1 },
      dependants: [{ depth: 1 }],
    },
    { trained: trained({ tier: 1, environment: 1, irreversibility: 1 }) },
  );
  const ids = factors.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it('every feature is 0 where there is nothing of it, and recorded by name', () => {
  const features = riskFeatures({
    ...quiet,
    history: { succeeded: 0, failed: 0 },
  });
  expect(Object.keys(features)).toEqual(RISK_FEATURES.map(({ name }) => name));
  expect(features).toMatchObject({ novelty: 1, history: 0, tier: 0, size: 0 });
});
