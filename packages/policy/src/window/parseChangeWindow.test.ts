import { parseChangeWindow } from './parseChangeWindow';

const entity = (spec: object) => ({
  apiVersion: 'mandate.dev/v1alpha1',
  kind: 'ChangeWindow',
  metadata: { name: 'x' },
  spec: {
    owner: 'group:default/platform',
    type: 'freeze',
    appliesTo: {},
    timeZone: 'Europe/Berlin',
    schedule: [{ start: '2026-12-23T18:00', end: '2027-01-04T06:00' }],
    ...spec,
  },
});
const period = (more: object) => ({
  schedule: [{ start: '2026-12-23T18:00', end: '2026-12-24T06:00', ...more }],
});

describe('parseChangeWindow', () => {
  it('takes a freeze and a repeated window', () => {
    expect(parseChangeWindow(entity({})).ok).toBe(true);
    for (const repeat of [
      'FREQ=WEEKLY;BYDAY=TU,TH',
      'FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20280101T000000Z',
      'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24;COUNT=3',
    ]) {
      expect(parseChangeWindow(entity(period({ repeat })))).toMatchObject({
        ok: true,
      });
    }
  });

  it.each([
    [{ timeZone: 'Berlin' }, /spec\.timeZone: .*no IANA time zone/],
    [{ timeZone: '+02:00' }, /spec\.timeZone/],
    [{ type: 'pause' }, /spec\.type/],
    [{ typo: 1 }, /typo/],
    [
      period({ start: '2026-02-30T10:00' }),
      /schedule\[0\]\.start: .*no such day/,
    ],
    [
      period({ end: '2026-12-23T17:00' }),
      /schedule\[0\]\.end: .*after the start/,
    ],
    [period({ end: '2028-12-23T17:00' }), /a year at most/],
    [period({ repeat: 'every friday' }), /schedule\[0\]\.repeat: Not an RRULE/],
    [period({ repeat: 'FREQ=SECONDLY' }), /Not an RRULE/],
    [
      period({ repeat: 'FREQ=DAILY\nDTSTART:20200101T000000Z' }),
      /Not an RRULE/,
    ],
    [
      period({ repeat: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }),
      /never comes|Not an RRULE/,
    ],
    [{ schedule: [] }, /spec\.schedule/],
  ])('refuses %j with its place', (spec, words) => {
    const parsed = parseChangeWindow(entity(spec));
    expect(parsed.ok ? '' : parsed.errors.join('\n')).toMatch(words);
  });
});
