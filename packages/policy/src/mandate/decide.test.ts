import { inputWith, mandate, nowMs } from '../__testUtils__/decisionInput';
import { budgetKeys } from './budgets';
import { decide } from './decide';
import { explainDecision } from './explainDecision';

const platform = { group: 'group:default/platform', count: 1 };
const security = { group: 'group:default/security', count: 1 };

const core = mandate('core-services', {
  appliesTo: { containerTypes: ['core-service'], environments: ['prod'] },
  limits: { replicas: 10, cpuCores: 8 },
  grants: [
    {
      changes: ['deploy', 'scale', 'restart'],
      when: "risk.level == 'low' && plan.within(limits)",
      oversight: 'autonomous',
      soak: 'PT10M',
    },
    {
      changes: ['deploy'],
      when: "plan.version.bump == 'major' && target.containerType == 'core-service'",
      oversight: 'approve',
      approvals: [platform, security],
      expires: 'P3D',
    },
  ],
});
const major = {
  plan: { version: { from: '1', to: '2', bump: 'major' as const } },
};

describe('decide: one mandate', () => {
  it('lets run alone what a grant allows', () => {
    expect(decide(inputWith([core]))).toMatchObject({
      oversight: 'autonomous',
      requirements: [],
      obligations: [{ type: 'soak', durationMs: 600_000 }],
      decidedBy: {
        mandate: 'core-services',
        clause: { type: 'grant', index: 0 },
      },
    });
  });

  it('takes the strictest of the grants that apply', () => {
    const decision = decide(inputWith([core], major));
    expect(decision).toMatchObject({
      oversight: 'approve',
      requirements: [platform, security],
      expiresAfterMs: 3 * 86_400_000,
      decidedBy: {
        clause: { type: 'grant', index: 1 },
        wouldOtherwiseBe: 'autonomous',
      },
    });
    expect(decision.considered.map(({ outcome }) => outcome)).toEqual([
      'overruled',
      'granted',
    ]);
    expect(explainDecision(decision)).toBe(
      'Major upgrade of a core service — mandate core-services, clause 2. Otherwise it would run alone.',
    );
  });

  it('asks by otherwise, by default one of the owner group, when no grant applies', () => {
    const risky = { risk: { level: 'high' as const } };
    const decision = decide(inputWith([core], risky));
    expect(decision).toMatchObject({
      oversight: 'approve',
      requirements: [platform],
    });
    expect(decision.considered[0].words).toBe(
      "`risk.level == 'low'` was false: `risk.level` is 'high'",
    );
    expect(explainDecision(decision)).toContain(
      "No clause applies: `risk.level == 'low'` was false: `risk.level` is 'high'",
    );
    const withOtherwise = mandate('m', {
      otherwise: { approvals: [security] },
    });
    expect(decide(inputWith([withOtherwise])).requirements).toEqual([security]);
    const forbids = mandate('m', { otherwise: { oversight: 'forbid' } });
    expect(decide(inputWith([forbids])).oversight).toBe('forbid');
  });

  it('asks by beyondLimits when a limit is exceeded, and forbids when it is hard', () => {
    const limited = (limits: object) =>
      mandate('m', {
        limits,
        grants: [{ changes: ['deploy'], oversight: 'autonomous' }],
        beyondLimits: {
          approvals: [{ group: 'group:default/finance', count: 2 }],
        },
      });
    expect(decide(inputWith([limited({ replicas: 2 })]))).toMatchObject({
      oversight: 'approve',
      requirements: [{ group: 'group:default/finance', count: 2 }],
      limitsThatApply: [
        { name: 'replicas', limit: 2, figure: 3, status: 'exceeded' },
      ],
    });
    expect(
      decide(inputWith([limited({ replicas: 2, hard: ['replicas'] })]))
        .oversight,
    ).toBe('forbid');
    expect(
      decide(inputWith([limited({ replicas: 3, hard: ['replicas'] })]))
        .oversight,
    ).toBe('autonomous');
  });

  it('treats a figure the plan does not know as an error, never as within', () => {
    const limited = mandate('m', {
      limits: { replicas: 10 },
      grants: [{ changes: ['deploy'], oversight: 'autonomous' }],
    });
    const unknown = { plan: { figures: {} } };
    expect(decide(inputWith([limited], unknown))).toMatchObject({
      oversight: 'approve',
      considered: [
        { outcome: 'overruled' },
        { outcome: 'error', clause: { limit: 'replicas' } },
      ],
    });
  });

  it('asks on an error in a condition, and names it', () => {
    const needsHistory = mandate('m', {
      grants: [
        { changes: ['deploy'], oversight: 'autonomous' },
        {
          changes: ['deploy'],
          when: 'trackRecord.failures > 0',
          oversight: 'notify',
        },
      ],
    });
    const decision = decide(inputWith([needsHistory]));
    expect(decision).toMatchObject({
      oversight: 'approve',
      requirements: [platform],
    });
    expect(decision.decidedBy.words).toContain(
      '`trackRecord.failures` has no value',
    );
  });

  it('keeps the approvers and the prohibition of a grant whose condition is an error (I8)', () => {
    const erring = (
      oversight: 'approve' | 'forbid',
      approvals?: [typeof security],
    ) =>
      mandate('m', {
        grants: [
          {
            changes: ['deploy'],
            when: 'trackRecord.failures > 0',
            oversight,
            approvals,
          },
        ],
      });
    expect(decide(inputWith([erring('forbid')])).oversight).toBe('forbid');
    expect(
      decide(inputWith([erring('approve', [security])])).requirements,
    ).toEqual([platform, security]);
  });
});

describe('decide: which mandates are in force', () => {
  it('leaves out those whose scope does not match and those that have expired', () => {
    const elsewhere = mandate('a', {
      appliesTo: { environments: ['dev'] },
      grants: [{ changes: ['*'], oversight: 'forbid' }],
    });
    const expired = {
      ...elsewhere,
      expiresAtMs: nowMs,
      spec: { ...elsewhere.spec, appliesTo: {} },
    };
    expect(decide(inputWith([core, elsewhere, expired])).oversight).toBe(
      'autonomous',
    );
    expect(
      decide(inputWith([core, { ...expired, expiresAtMs: nowMs + 1 }]))
        .oversight,
    ).toBe('forbid');
  });

  it('counts an unreadable mandate as matching with an error, everywhere when its scope is unreadable', () => {
    const unreadable = {
      status: 'unreadable',
      name: 'b',
      version: '2',
      error: 'line 3: not YAML',
    } as const;
    expect(
      decide(
        inputWith([core, { ...unreadable, owner: 'group:default/security' }]),
      ),
    ).toMatchObject({
      oversight: 'approve',
      requirements: [security],
      decidedBy: { clause: { type: 'unreadable' } },
    });
    const elsewhere = { ...unreadable, appliesTo: { environments: ['dev'] } };
    expect(decide(inputWith([core, elsewhere])).oversight).toBe('autonomous');
    const nobody = inputWith([unreadable], { target: { owner: undefined } });
    expect(decide(nobody).oversight).toBe('forbid');
  });

  it('unites the requirements of all mandates, the larger count for equal groups', () => {
    const freeze = mandate('freeze', {
      grants: [
        {
          changes: ['*'],
          oversight: 'approve',
          approvals: [{ ...security, count: 2 }],
        },
      ],
    });
    expect(decide(inputWith([core, freeze], major)).requirements).toEqual([
      platform,
      { ...security, count: 2 },
    ]);
  });

  it('asks the owner and the default approvers without any mandate, and forbids with neither', () => {
    const defaults = { ...inputWith([]), defaultApprovers: [security] };
    expect(decide(defaults)).toMatchObject({
      oversight: 'approve',
      requirements: [security, { group: 'group:default/shop', count: 1 }],
      decidedBy: { clause: { type: 'no-mandate' } },
    });
    expect(
      decide(inputWith([], { target: { owner: undefined } })).oversight,
    ).toBe('forbid');
  });
});

describe('decide: caps', () => {
  const free = mandate('free', {
    grants: [{ changes: ['*'], oversight: 'autonomous' }],
  });

  it.each([
    ['never reviewed', { ...free, reviewedAtMs: undefined }],
    ['review due now', { ...free, reviewedAtMs: Date.UTC(2026, 7, 26, 12) }],
    [
      'a review date in the future',
      {
        ...free,
        reviewedAtMs: undefined,
        spec: {
          ...free.spec,
          review: { ...free.spec.review, lastDone: '2027-01-01' },
        },
      },
    ],
  ])('review overdue: %s', (_, overdue) => {
    expect(decide(inputWith([overdue]))).toMatchObject({
      oversight: 'approve',
      requirements: [platform],
      decidedBy: {
        clause: { cap: 'review-overdue' },
        wouldOtherwiseBe: 'autonomous',
      },
    });
  });

  it('is not overdue one millisecond before it is due', () => {
    const due = { ...free, reviewedAtMs: Date.UTC(2026, 7, 26, 12) + 1 };
    expect(decide(inputWith([due])).oversight).toBe('autonomous');
  });

  it('is reviewed when another replica put it in force a moment ahead of this clock, and not when much ahead', () => {
    const ahead = (milliseconds: number) => {
      const newest = { ...free, reviewedAtMs: nowMs + milliseconds };
      return decide(inputWith([newest])).oversight;
    };
    expect(ahead(5_000)).toBe('autonomous');
    expect(ahead(120_000)).toBe('approve');
  });

  it('kill switch, within its scope', () => {
    const stop = (environments: string[]) => ({
      ...inputWith([free]),
      killSwitches: [
        { name: 'stop', reason: 'incident 12', scope: { environments } },
      ],
    });
    expect(decide(stop(['prod']))).toMatchObject({
      oversight: 'approve',
      requirements: [platform],
    });
    expect(explainDecision(decide(stop(['prod'])))).toBe(
      'The kill switch stop is on: incident 12. Otherwise it would run alone.',
    );
    expect(decide(stop(['dev'])).oversight).toBe('autonomous');
  });

  it.each(['destructive', 'touchesIdentity', 'touchesData'] as const)(
    'risk floor: %s is not free unless a grant names that kind alone',
    mark => {
      const dangerous = { change: { [mark]: true } };
      const named = mandate('named', {
        grants: [{ changes: ['deploy'], oversight: 'autonomous' }],
      });
      expect(decide(inputWith([free], dangerous)).oversight).toBe('approve');
      expect(decide(inputWith([named], dangerous)).oversight).toBe(
        'autonomous',
      );
      expect(decide(inputWith([named, free], dangerous)).oversight).toBe(
        'approve',
      );
    },
  );

  it('a change beyond what was approved is not said to be novel', () => {
    const { decidedBy } = decide(
      inputWith([free], { classification: 'modified-beyond' }),
    );
    expect(decidedBy.clause).toEqual({
      type: 'cap',
      cap: 'classification-beyond',
    });
    expect(decidedBy.words).toContain('beyond what was approved');
  });

  it.each(['high', 'critical'] as const)(
    '%s risk is never free, and is watched for longer',
    level => {
      const decision = decide(inputWith([free], { risk: { level } }));
      expect(decision.oversight).toBe('approve');
      expect(decision.decidedBy.words).toContain(`The risk is ${level}`);
      expect(decision.obligations).toContainEqual({
        type: 'enhanced-monitoring',
        soakFactor: 2,
      });
    },
  );

  it('medium risk inside of what was approved runs, tells the owner and is watched for longer', () => {
    const decision = decide(inputWith([free], { risk: { level: 'medium' } }));
    expect(decision.oversight).toBe('notify');
    expect(decision.requirements).toEqual([]);
    expect(decision.obligations).toEqual([
      { type: 'notify', recipients: ['group:default/platform'] },
      { type: 'enhanced-monitoring', soakFactor: 2 },
    ]);
  });

  it.each([
    ['medium', { passed: 0, failed: 0 }, 'approve', 'tests-missing'],
    ['medium', { passed: 1, failed: 0 }, 'notify', 'risk-medium'],
    ['medium', { passed: 1, failed: 1 }, 'approve', 'tests-failed'],
    ['low', { passed: 0, failed: 0 }, 'autonomous', undefined],
    ['low', { passed: 0, failed: 2 }, 'approve', 'tests-failed'],
  ] as const)(
    'at %s risk, with test results %j, it is %s',
    (level, results, oversight, reason) => {
      const decision = decide(
        inputWith([free], {
          risk: { level },
          tests: { possible: true, ...results },
        }),
      );
      expect(decision.oversight).toBe(oversight);
      expect(
        decision.decidedBy.clause.type === 'cap'
          ? decision.decidedBy.clause.cap
          : undefined,
      ).toBe(reason);
    },
  );

  it('what cannot be tested beforehand waits for no test results', () => {
    const { oversight } = decide(
      inputWith([free], {
        risk: { level: 'medium' },
        tests: { possible: false, passed: 0, failed: 0 },
      }),
    );
    expect(oversight).toBe('notify');
  });

  it('a failed preflight check says in its words why a person is asked', () => {
    const decision = decide(
      inputWith([free], { preflight: { failed: ['The quota is full.'] } }),
    );
    expect(decision.oversight).toBe('approve');
    expect(decision.decidedBy.words).toBe(
      'It is not ready to start: The quota is full.',
    );
  });

  it('classification novel, narrowed track record, findings that could not be evaluated', () => {
    expect(
      decide(inputWith([free], { classification: 'novel' })).decidedBy.clause,
    ).toEqual({
      type: 'cap',
      cap: 'classification-novel',
    });
    const narrowed = {
      ...inputWith([free]),
      narrowings: [
        { mandate: 'free', changes: ['deploy'], reason: '3 of 5 failed' },
      ],
    };
    expect(decide(narrowed).oversight).toBe('approve');
    expect(decide(narrowed).decidedBy.words).toBe('3 of 5 failed');
    const [narrowing] = narrowed.narrowings;
    expect(
      decide({
        ...narrowed,
        narrowings: [{ ...narrowing, oversight: 'notify' }],
      }),
    ).toMatchObject({
      oversight: 'notify',
      obligations: [{ type: 'notify', recipients: ['group:default/platform'] }],
    });
    const findings = inputWith([free], { findings: { errors: 1 } });
    expect(decide(findings).oversight).toBe('approve');
    expect(
      decide({ ...findings, findingErrorsNeedApproval: false }).oversight,
    ).toBe('autonomous');
  });
});

describe('decide: budgets', () => {
  const budgeted = mandate('budgeted', {
    budgets: [{ changes: ['deploy'], perTarget: 5, window: 'PT1H' }],
    grants: [{ changes: ['*'], oversight: 'autonomous' }],
  });
  const [key] = budgetKeys([budgeted], inputWith([]).facts, nowMs);
  const withUsage = (used: number, held: number) => ({
    ...inputWith([budgeted]),
    budgets: [{ ...key, used, held }],
  });

  it('reserves one of each budget when the change may run without a person', () => {
    expect(decide(withUsage(3, 1))).toMatchObject({
      oversight: 'autonomous',
      reservations: [
        {
          mandate: 'budgeted',
          budgetIndex: 0,
          key: 'target:component:default/checkout@prod',
          amount: 1,
          limit: 5,
          windowMs: 3_600_000,
        },
      ],
    });
  });

  it('asks when used and held fill the budget, and reserves nothing', () => {
    expect(decide(withUsage(3, 2))).toMatchObject({
      oversight: 'approve',
      reservations: [],
      decidedBy: { words: expect.stringContaining('5 of 5') },
    });
  });

  it('asks when the usage is not known', () => {
    expect(decide(inputWith([budgeted])).oversight).toBe('approve');
    expect(decide(withUsage(Number.NaN, 0)).oversight).toBe('approve');
  });

  it('does not touch kinds that the budget does not name', () => {
    const restart = inputWith([budgeted], { change: { kind: 'restart' } });
    expect(decide(restart)).toMatchObject({
      oversight: 'autonomous',
      reservations: [],
    });
  });
});
