import { importedChanges as read } from './importedChanges';

const harmless = {
  destructive: false,
  touchesIdentity: false,
  touchesData: false,
};
const dangers = new Map([
  ['deploy', harmless],
  ['restore', { ...harmless, touchesData: true }],
]);
const importedChanges = (records: readonly unknown[]) =>
  read(records, kind => dangers.get(kind));

const record = {
  id: 'CHG-1',
  kind: 'deploy',
  entityRef: 'Component:default/Checkout',
  environment: 'prod',
  decidedAt: '2026-11-02T22:30:00Z',
  outcome: 'failed',
};

describe('importedChanges', () => {
  it('reads what is said, and takes the rest as unknown or the worst', () => {
    const result = importedChanges([
      { ...record, owner: 'Group:default/Shop', replicas: '4', bump: 'minor' },
    ]);
    expect(result).toMatchObject({
      ok: true,
      changes: [
        {
          id: 'imported:CHG-1',
          title: 'deploy component:default/checkout',
          outcome: 'failed',
          facts: {
            plan: { figures: { replicas: 4 }, version: { bump: 'minor' } },
            target: {
              entityRef: 'component:default/checkout',
              kind: 'component',
              owner: 'group:default/shop',
            },
            risk: { level: 'high' },
            classification: 'novel',
            time: { hour: 22, weekday: 'monday' },
          },
        },
      ],
    });
    expect(
      result.ok && result.changes[0].facts.plan.figures.cpuCores,
    ).toBeUndefined();
  });

  it('takes empty cells of a table for nothing said', () => {
    expect(
      importedChanges([{ ...record, owner: '', monthlyCost: '', risk: '' }]),
    ).toMatchObject({
      ok: true,
      changes: [{ facts: { risk: { level: 'high' } } }],
    });
  });

  it('takes a kind for as dangerous as it is, and one that nobody knows for as dangerous as can be', () => {
    const result = importedChanges([
      record,
      { ...record, kind: 'restore' },
      { ...record, kind: 'of tickets' },
    ]);
    expect(
      result.ok && result.changes.map(({ facts }) => facts.change),
    ).toEqual([
      { kind: 'deploy', input: {}, ...harmless },
      { kind: 'restore', input: {}, ...harmless, touchesData: true },
      {
        kind: 'of tickets',
        input: {},
        destructive: true,
        touchesIdentity: true,
        touchesData: true,
      },
    ]);
  });

  it('takes a cell of blanks for no number, and no date for a mistake', () => {
    const blank = importedChanges([{ ...record, replicas: '  ' }]);
    expect(
      blank.ok && blank.changes[0].facts.plan.figures.replicas,
    ).toBeUndefined();
    expect(importedChanges([{ ...record, decidedAt: null }])).toMatchObject({
      ok: false,
      mistakes: [{ record: 1, field: 'decidedAt' }],
    });
    expect(importedChanges([{ ...record, replicas: 'four' }])).toMatchObject({
      ok: false,
      mistakes: [{ record: 1, field: 'replicas' }],
    });
  });

  it.each([
    ['2026-11-02', '2026-11-02T00:00:00.000Z'],
    ['2026-11-02 10:00', '2026-11-02T10:00:00.000Z'],
    ['2026-11-02T10:00:30,5', '2026-11-02T10:00:30.500Z'],
    ['2026-11-02T10:00:00+02:00', '2026-11-02T08:00:00.000Z'],
    ['2026-11-02t10:00:00z', '2026-11-02T10:00:00.000Z'],
    ['2026-11-02 10:00:00 +0200', '2026-11-02T08:00:00.000Z'],
  ])(
    'takes the time %s for %s, wherever the portal runs',
    (decidedAt, instant) => {
      const result = importedChanges([{ ...record, decidedAt }]);
      expect(result.ok && result.changes[0].decidedAtMs).toBe(
        Date.parse(instant),
      );
    },
  );

  it.each(['11/02/2026', '2026-13-02', 'Nov 2, 2026 10:00', ''])(
    'takes %j for no time: nobody knows whose it is',
    decidedAt => {
      expect(importedChanges([{ ...record, decidedAt }])).toMatchObject({
        ok: false,
        mistakes: [{ record: 1, field: 'decidedAt' }],
      });
    },
  );

  it('says every mistake with its record and field, up to twenty', () => {
    const result = importedChanges([
      record,
      { ...record, outcome: 'fine', decidedAt: 'yesterday' },
      'no record',
    ]);
    expect(result).toMatchObject({
      ok: false,
      mistakes: [
        { record: 2, field: 'decidedAt' },
        { record: 2, field: 'outcome' },
        { record: 3 },
      ],
    });
    const many = importedChanges(Array.from({ length: 500 }, () => ({})));
    expect(!many.ok && many.mistakes.length).toBe(20);
  });
});
