import { endlessMs, processorTime } from '../__testUtils__/processorTime';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { inputWith } from '../__testUtils__/decisionInput';
import {
  type ChangeWindowSpec,
  changeWindowSpecSchema,
} from './changeWindowSpec';
import { type ChangeWindowInForce, judgeWindows } from './judgeWindows';

const { target } = inputWith([], {
  target: { environment: 'prod', owner: 'group:default/shop' },
}).facts;

function window(
  name: string,
  spec: Partial<ChangeWindowSpec>,
): ChangeWindowInForce {
  return {
    name,
    title: name,
    spec: changeWindowSpecSchema.parse({
      owner: 'group:default/platform',
      type: 'freeze',
      appliesTo: { environments: ['prod'] },
      timeZone: 'Europe/Berlin',
      schedule: [{ start: '2026-12-23T18:00', end: '2027-01-04T06:00' }],
      ...spec,
    }),
  };
}

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const judge = (
  windows: readonly ChangeWindowInForce[],
  now: string,
  more: { kind?: string; needsWindow?: boolean } = {},
) =>
  judgeWindows(windows, {
    target,
    kind: 'deploy',
    nowMs: at(now),
    ...more,
  });
const christmas = window('christmas', {});
const nightly = window('nightly', {
  type: 'window',
  schedule: [
    {
      start: '2026-01-05T22:00',
      end: '2026-01-06T06:00',
      repeat: 'FREQ=DAILY',
    },
  ],
});

describe('a freeze', () => {
  it('closes from its start until its end, by the clock of its zone', () => {
    expect(judge([christmas], '2026-12-23T16:59:59Z').type).toBe('open');
    expect(judge([christmas], '2026-12-23T17:00:00Z')).toMatchObject({
      type: 'closed',
      because: 'freeze',
      name: 'christmas',
      untilMs: at('2027-01-04T05:00:00Z'),
    });
    expect(judge([christmas], '2027-01-04T05:00:00Z').type).toBe('open');
  });

  it('is about its scope and its kinds only', () => {
    const now = '2026-12-25T00:00:00Z';
    const dev = window('dev', { appliesTo: { environments: ['dev'] } });
    const scale = window('scale', { changes: ['scale'] });
    const notRollback = window('free', { except: ['rollback'] });
    expect(judge([dev, scale], now).type).toBe('open');
    expect(judge([scale], now, { kind: 'scale' }).type).toBe('closed');
    expect(judge([notRollback], now).type).toBe('closed');
    expect(judge([notRollback], now, { kind: 'rollback' }).type).toBe('open');
  });

  it('that follows itself without a gap ends once', () => {
    const weekend = window('weekend', {
      schedule: [
        {
          start: '2026-11-06T00:00',
          end: '2026-11-07T00:00',
          repeat: 'FREQ=WEEKLY;BYDAY=FR,SA,SU',
        },
      ],
    });
    expect(judge([weekend], '2026-11-28T12:00:00Z')).toMatchObject({
      untilMs: at('2026-11-29T23:00:00Z'),
    });
  });

  it('of a year is as long as the year, leap years too', () => {
    const always = window('always', {
      schedule: [
        {
          start: '2026-01-01T00:00',
          end: '2027-01-01T00:00',
          repeat: 'FREQ=YEARLY',
        },
      ],
    });
    for (const leapDay of ['2028-12-30T23:30:00Z', '2028-12-31T12:00:00Z']) {
      expect(judge([always], leapDay)).toEqual({
        type: 'closed',
        because: 'freeze',
        name: 'always',
        title: 'always',
      });
    }
  });

  it('of an hour that the clock skips is not skipped', () => {
    const early = window('early', {
      schedule: [
        {
          start: '2027-03-01T02:15',
          end: '2027-03-01T02:45',
          repeat: 'FREQ=DAILY',
        },
      ],
    });
    // On 28 March 2027 the clock goes from 02:00 to 03:00: 01:15Z is 03:15.
    expect(judge([early], '2027-03-28T00:30:00Z').type).toBe('closed');
    expect(judge([early], '2027-03-28T03:00:00Z').type).toBe('open');
  });

  it('of an hour that comes twice covers both', () => {
    const early = window('early', {
      schedule: [
        {
          start: '2026-10-01T02:15',
          end: '2026-10-01T02:45',
          repeat: 'FREQ=DAILY',
        },
      ],
    });
    expect(judge([early], '2026-10-25T00:30:00Z').type).toBe('closed');
    expect(judge([early], '2026-10-25T01:30:00Z').type).toBe('closed');
  });

  it('that cannot be read closes everything, with no end', () => {
    const broken: ChangeWindowInForce = {
      name: 'broken',
      title: 'Broken',
      spec: { unreadable: 'no JSON' },
    };
    expect(judge([broken, christmas], '2026-12-25T00:00:00Z')).toEqual({
      type: 'closed',
      because: 'unreadable',
      name: 'broken',
      title: 'Broken',
    });
  });
});

describe('a window', () => {
  it('opens and closes at the same wall-clock time in summer and winter', () => {
    for (const [open, closed] of [
      ['2026-07-01T20:00:00Z', '2026-07-01T19:59:59Z'],
      ['2026-12-01T21:00:00Z', '2026-12-01T20:59:59Z'],
    ]) {
      expect(judge([nightly], open)).toEqual({
        type: 'open',
        inside: ['nightly'],
      });
      expect(judge([nightly], closed)).toMatchObject({
        because: 'outside-window',
        untilMs: at(open),
      });
    }
  });

  it('that never opens again closes for good', () => {
    const past = window('past', { type: 'window' });
    expect(judge([past], '2028-01-01T00:00:00Z')).toMatchObject({
      type: 'closed',
      because: 'outside-window',
      untilMs: undefined,
    });
  });

  it('can be demanded where none covers the change', () => {
    expect(
      judge([], '2026-07-01T20:00:00Z', { needsWindow: true }),
    ).toMatchObject({ because: 'no-window' });
    expect(
      judge([nightly], '2026-07-01T20:00:00Z', { needsWindow: true }).type,
    ).toBe('open');
  });
});

const zones = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'UTC',
);
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const arbitraryWindows = fc.array(
  fc.record({
    type: fc.constantFrom('freeze' as const, 'window' as const),
    timeZone: zones,
    startHour: fc.integer({ min: 0, max: 23 }),
    hours: fc.integer({ min: 1, max: 40 }),
    days: fc.subarray(weekdays, { minLength: 1 }),
  }),
  { minLength: 1, maxLength: 4 },
);
type Arbitrary = typeof arbitraryWindows extends fc.Arbitrary<
  readonly (infer One)[]
>
  ? One
  : never;

const FIRST_DAY = '2026-01-05';

function toWindow(
  { type, timeZone, startHour, hours, days }: Arbitrary,
  index: number,
): ChangeWindowInForce {
  const start = Temporal.PlainDateTime.from(
    `${FIRST_DAY}T${String(startHour).padStart(2, '0')}:00`,
  );
  return window(`w${index}`, {
    type,
    timeZone,
    schedule: [
      {
        start: start.toString().slice(0, 16),
        end: start.add({ hours }).toString().slice(0, 16),
        repeat: `FREQ=WEEKLY;BYDAY=${days.join(',')}`,
      },
    ],
  });
}

/** A second reading that walks over the days of the zone and knows no RRULE. */
function isInsideByWalking(
  { type, timeZone, startHour, hours, days }: Arbitrary,
  nowMs: number,
): boolean {
  const here =
    Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  for (let back = -1; back <= 4; back += 1) {
    const day = here.toPlainDate().subtract({ days: back });
    const isListed =
      days.includes(weekdays[day.dayOfWeek - 1]) &&
      Temporal.PlainDate.compare(day, FIRST_DAY) >= 0;
    const start = day.toPlainDateTime({ hour: startHour });
    const [early, late] =
      type === 'freeze'
        ? (['earlier', 'later'] as const)
        : (['later', 'earlier'] as const);
    const from = start.toZonedDateTime(timeZone, { disambiguation: early });
    const until = start
      .add({ hours })
      .toZonedDateTime(timeZone, { disambiguation: late });
    if (
      isListed &&
      from.epochMilliseconds <= nowMs &&
      until.epochMilliseconds > nowMs
    ) {
      return true;
    }
  }
  return false;
}

// Every quarter of an hour of 2026 and 2027, so that all changes of clocks are met.
const instants = fc
  .integer({ min: 0, max: 2 * 365 * 24 * 4 })
  .map(quarters => at('2026-01-04T00:00:00Z') + quarters * 900_000);

describe('change windows', () => {
  const about = (nowMs: number) => ({ target, kind: 'deploy', nowMs });

  it('agree with a walk over the days, in every zone and over every change of clocks', () => {
    fc.assert(
      fc.property(arbitraryWindows, instants, (drawn, nowMs) => {
        const open = drawn.every(one =>
          one.type === 'freeze'
            ? !isInsideByWalking(one, nowMs)
            : isInsideByWalking(one, nowMs),
        );
        const verdict = judgeWindows(drawn.map(toWindow), about(nowMs));
        expect(verdict.type).toBe(open ? 'open' : 'closed');
      }),
      { numRuns: 200 },
    );
  });

  it('change nothing by their order, and one more never makes it freer', () => {
    fc.assert(
      fc.property(arbitraryWindows, instants, (drawn, nowMs) => {
        const windows = drawn.map(toWindow);
        const verdict = judgeWindows(windows, about(nowMs));
        expect(judgeWindows(windows.toReversed(), about(nowMs))).toEqual(
          verdict,
        );
        const fewer = judgeWindows(windows.slice(1), about(nowMs));
        expect([fewer.type, verdict.type]).not.toEqual(['closed', 'open']);
      }),
    );
  });

  it('that close until an instant are another matter at that instant', () => {
    fc.assert(
      fc.property(arbitraryWindows, instants, (drawn, nowMs) => {
        const [one] = drawn.map(toWindow);
        const verdict = judgeWindows([one], about(nowMs));
        fc.pre(verdict.type === 'closed' && verdict.untilMs !== undefined);
        const untilMs = verdict.type === 'closed' ? verdict.untilMs ?? 0 : 0;
        expect(untilMs).toBeGreaterThan(nowMs);
        expect(judgeWindows([one], about(untilMs)).type).toBe('open');
      }),
    );
  });

  it('answer decades after they began, too', () => {
    const old = window('old', {
      type: 'window',
      schedule: [
        {
          start: '1996-01-05T22:00',
          end: '1996-01-06T06:00',
          repeat: 'FREQ=DAILY',
        },
      ],
    });
    const took = processorTime(() => {
      for (let minute = 0; minute < 200; minute += 1) {
        judge(
          [old],
          new Date(at('2026-07-01T12:00:00Z') + minute * 60_000).toISOString(),
        );
      }
    });
    expect(took).toBeLessThan(endlessMs);
  });
});
