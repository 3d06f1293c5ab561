import {
  budgetKeys,
  decide,
  type DecisionFacts,
  parseMandate,
  type ReadableMandate,
} from '@mandate/policy';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const folder = resolve(__dirname, '../../../../../examples/mandates');
const nowMs = Date.UTC(2026, 10, 26, 12);

const mandates = readdirSync(folder).map((file): ReadableMandate => {
  const parsed = parseMandate(parse(readFileSync(join(folder, file), 'utf8')));
  if (!parsed.ok) {
    throw new Error(`${file}: ${JSON.stringify(parsed.errors)}`);
  }
  return {
    status: 'readable',
    name: `mandate:default/${parsed.name}`,
    title: parsed.title,
    version: file,
    spec: parsed.spec,
    reviewedAtMs: nowMs,
  };
});

interface Typical {
  readonly type: string;
  readonly environment?: string;
  readonly kind?: string;
  readonly bump?: 'minor' | 'major';
  readonly created?: number;
  readonly classification?: DecisionFacts['classification'];
  readonly replicas?: number;
}

/** A harmless deploy in development, but for what is given. */
function factsOf(typical: Typical): DecisionFacts {
  const {
    type,
    environment = 'dev',
    kind = 'deploy',
    bump = 'minor',
  } = typical;
  return {
    change: {
      kind,
      input: {},
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
    },
    plan: {
      objects: { created: typical.created ?? 0, changed: 1, removed: 0 },
      figures: {
        replicas: typical.replicas ?? 2,
        cpuCores: 1,
        memoryGiB: 1,
        monthlyCost: 40,
      },
      ...(kind === 'deploy' && { version: { from: '1', to: '2', bump } }),
      images: [],
    },
    target: {
      entityRef: 'component:default/checkout',
      environment,
      cluster: 'main',
      namespace: 'shop',
      kind: 'component',
      containerType: type,
      owner: 'group:default/shop',
      tags: [],
    },
    proposer: { kind: 'user', ref: 'user:default/dana' },
    risk: { level: 'low', score: 0.1, factors: [] },
    classification: typical.classification ?? 'standard',
    dependants: 0,
    findings: { new: 0, errors: 0 },
    time: { hour: 12, weekday: 'thursday' },
  };
}

function decided(typical: Typical) {
  const facts = factsOf(typical);
  return decide({
    facts,
    mandates,
    budgets: budgetKeys(mandates, facts, nowMs).map(key => ({
      ...key,
      used: 0,
      held: 0,
    })),
    killSwitches: [],
    narrowings: [],
    defaultApprovers: [],
    findingErrorsNeedApproval: true,
    nowMs,
  });
}

describe('examples/mandates', () => {
  it.each<[string, Typical, string]>([
    ['a core service, minor', { type: 'core-service' }, 'autonomous'],
    [
      'a core service, restart in production',
      { type: 'core-service', kind: 'restart', environment: 'prod' },
      'autonomous',
    ],
    [
      'a core service, major',
      { type: 'core-service', bump: 'major' },
      'approve',
    ],
    [
      'a core service beyond its limits',
      { type: 'core-service', kind: 'scale', replicas: 12 },
      'approve',
    ],
    ['a utility, major', { type: 'utility', bump: 'major' }, 'autonomous'],
    ['an integration as it is', { type: 'integration' }, 'autonomous'],
    [
      'an integration, restart',
      { type: 'integration', kind: 'restart' },
      'autonomous',
    ],
    [
      'an integration, new endpoint',
      { type: 'integration', created: 1 },
      'approve',
    ],
    [
      'a function within its template',
      { type: 'specialised-function' },
      'autonomous',
    ],
    [
      'a function, scaled',
      { type: 'specialised-function', kind: 'scale' },
      'autonomous',
    ],
    [
      'a function that differs from its template',
      { type: 'specialised-function', classification: 'modified' },
      'approve',
    ],
    ['a new function', { type: 'specialised-function', created: 3 }, 'approve'],
    [
      'any service beyond the hard global limit',
      { type: 'utility', kind: 'scale', replicas: 51 },
      'forbid',
    ],
  ])('%s', (_, typical, oversight) => {
    expect(decided(typical).oversight).toBe(oversight);
  });

  it('ask platform and security for a major upgrade of a core service', () => {
    const { requirements, decidedBy } = decided({
      type: 'core-service',
      bump: 'major',
    });
    expect(decidedBy.mandate).toBe('mandate:default/core-services');
    expect(requirements.map(({ group }) => group).toSorted()).toEqual([
      'group:default/platform',
      'group:default/security',
    ]);
  });

  it.each([
    ['core-services', 'P3M', 'group:default/security'],
    ['utilities', 'P1Y', 'group:default/platform'],
  ])('have %s reviewed every %s by %s', (name, every, by) => {
    const found = mandates.find(
      mandate => mandate.name === `mandate:default/${name}`,
    );
    expect(found?.spec.review).toMatchObject({ every, by });
  });
});
