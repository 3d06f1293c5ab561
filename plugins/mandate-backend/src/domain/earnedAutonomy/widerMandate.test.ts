import { trackRecordOf } from '@mandate/analytics';
import { type MandateSpec, mandateSpecSchema } from '@mandate/policy';
import { widerMandate } from './widerMandate';

const day = 24 * 3_600_000;

function recordOf(outcomes: readonly boolean[]) {
  return trackRecordOf(
    outcomes.map((failed, index) => ({ endedAtMs: index * day, failed })),
    { nowMs: outcomes.length * day, halfLifeMs: 300 * day },
  );
}

const good = recordOf(Array.from({ length: 40 }, () => false));
const spec = (grants: unknown[]): MandateSpec =>
  mandateSpecSchema.parse({
    owner: 'group:default/platform',
    appliesTo: {},
    grants,
    review: { every: 'P3M', by: 'group:default/security' },
  });
const asks = spec([
  {
    changes: ['deploy', 'scale'],
    when: "risk.level == 'low'",
    oversight: 'approve',
    approvals: [{ group: 'group:default/platform', count: 1 }],
    expires: 'P3D',
  },
]);

describe('a good record proposes a wider mandate', () => {
  it('one step wider, for that kind alone, with the same condition', () => {
    const wider = widerMandate(asks, 'deploy', good);
    expect(wider?.spec.grants).toEqual([
      { changes: ['deploy'], when: "risk.level == 'low'", oversight: 'notify' },
      { ...asks.grants[0], changes: ['scale'] },
    ]);
    expect(wider?.words).toMatch(
      /^40 of 40 changes .* Clause 1 could be notify/,
    );
    expect(mandateSpecSchema.safeParse(wider?.spec).success).toBe(true);
  });

  it('from notify to autonomous', () => {
    const told = spec([{ changes: ['deploy'], oversight: 'notify' }]);
    expect(widerMandate(told, 'deploy', good)?.spec.grants).toEqual([
      { changes: ['deploy'], oversight: 'autonomous' },
    ]);
  });

  it.each([
    ['few changes', asks, recordOf([false, false, false])],
    [
      'a failure just now',
      asks,
      recordOf([...Array.from({ length: 40 }, () => false), true]),
    ],
    [
      'a clause for every kind',
      spec([{ changes: ['*'], oversight: 'notify' }]),
      good,
    ],
    [
      'a clause that forbids',
      spec([{ changes: ['deploy'], oversight: 'forbid' }]),
      good,
    ],
  ])('but not with %s', (_, mandate, record) => {
    expect(widerMandate(mandate, 'deploy', record)).toBeUndefined();
  });
});
