import type { Plan, PreflightCheck } from '@mandate/plugin-mandate-common';
import fc from 'fast-check';
import {
  failureWords,
  newFailures,
  touchesData,
  uniteChecks,
} from './preflight';

const status = fc.constantFrom<PreflightCheck['status']>(
  'pass',
  'fail',
  'unknown',
);
const checks: fc.Arbitrary<readonly PreflightCheck[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('environment', 'resources', 'backup'),
    title: fc.constant('It is there'),
    status,
    words: fc.constant('It was seen.'),
  }),
  { selector: ({ id }) => id },
);

it('unknown speaks against starting as failed does', () => {
  const check = { id: 'a', title: 'A holds', words: 'Why.' };
  expect(failureWords({ ...check, status: 'pass' })).toEqual([]);
  expect(failureWords({ ...check, status: 'fail' })).toEqual([
    '"A holds" does not hold: Why.',
  ]);
  expect(failureWords({ ...check, status: 'unknown' })).toEqual([
    '"A holds" cannot be told: Why.',
  ]);
});

it('what failed when it was decided is accepted, anything else that fails is not', () => {
  fc.assert(
    fc.property(checks, checks, (before, today) => {
      const accepted = new Set(
        before.filter(check => check.status !== 'pass').map(({ id }) => id),
      );
      const expected = today.filter(
        check => check.status !== 'pass' && !accepted.has(check.id),
      );
      expect(newFailures(before, today)).toHaveLength(expected.length);
    }),
  );
});

it('of two checks of one id the worse counts, whatever their order', () => {
  fc.assert(
    fc.property(status, status, (one, other) => {
      const check = (given: PreflightCheck['status']): PreflightCheck => ({
        id: 'a',
        title: 'A',
        status: given,
        words: 'Seen.',
      });
      const united = uniteChecks([check(one), check(other)]);
      expect(united).toEqual(uniteChecks([check(other), check(one)]));
      expect(united).toHaveLength(1);
      const worst = (['fail', 'unknown', 'pass'] as const).find(candidate =>
        [one, other].includes(candidate),
      );
      expect(united[0].status).toBe(worst);
    }),
  );
});

it('a plan that removes a volume claim touches data, whatever its kind says', () => {
  const figures = { replicas: 1, cpuCores: 1, memoryGiB: 1, storageGiB: 0 };
  const removing = (kind: string): Plan => ({
    summary: '',
    objects: [
      {
        apiVersion: 'v1',
        kind,
        name: 'data',
        action: 'delete',
        before: null,
        after: null,
      },
    ],
    steps: [],
    figures: { before: figures, after: figures },
    images: [],
    baseVersion: '1',
    undo: { words: '', typicalSeconds: 1 },
    verification: { soakSeconds: 1, deadlineSeconds: 1 },
  });
  const kind = { touchesData: false };
  expect(touchesData(kind, removing('PersistentVolumeClaim'))).toBe(true);
  expect(touchesData(kind, removing('ConfigMap'))).toBe(false);
  expect(touchesData({ touchesData: true }, removing('ConfigMap'))).toBe(true);
});
