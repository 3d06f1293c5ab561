import type { Check } from '@mandate/plugin-mandate-node';
import { judgeVerification, type VerificationLook } from './judgeVerification';

const check = (change: Partial<Check> = {}): Check => ({
  id: 'ready',
  title: 'All pods ready',
  status: 'passing',
  words: '2 of 2.',
  ...change,
});

const look = (change: Partial<VerificationLook> = {}): VerificationLook => ({
  checks: [check()],
  nowMs: 100_000,
  lookMs: 0,
  startedAtMs: 80_000,
  deadlineAtMs: 200_000,
  soakMs: 10_000,
  soakStartedAtMs: 90_000,
  lastLookAtMs: 98_000,
  maximumGapMs: 15_000,
  ...change,
});

describe('judgeVerification', () => {
  it('passes when all checks held for the soak', () => {
    expect(judgeVerification(look())).toMatchObject({ type: 'passed' });
  });

  it('starts the soak at the first good look', () => {
    expect(judgeVerification(look({ soakStartedAtMs: undefined }))).toEqual({
      type: 'continue',
      soakStartedAtMs: 100_000,
      deadlineAtMs: 200_000,
      words: 'All checks hold, not yet long enough.',
    });
  });

  it.each(['failing', 'pending', 'unknown'] as const)(
    'starts the soak over when a check is %s',
    status => {
      const outcome = judgeVerification(look({ checks: [check({ status })] }));
      expect(outcome).toMatchObject({ type: 'continue' });
      expect(outcome).not.toHaveProperty('soakStartedAtMs', 90_000);
    },
  );

  it('starts the soak over when nobody looked for too long', () => {
    expect(judgeVerification(look({ lastLookAtMs: 80_000 }))).toMatchObject({
      soakStartedAtMs: 100_000,
    });
  });

  it('fails at once when a failing check is final', () => {
    expect(
      judgeVerification(
        look({ checks: [check({ status: 'failing', final: true })] }),
      ),
    ).toMatchObject({
      type: 'failed',
      words: 'Failed: "All pods ready". 2 of 2.',
    });
  });

  it('fails at the deadline when a check is unknown', () => {
    expect(
      judgeVerification(
        look({
          nowMs: 200_000,
          lastLookAtMs: 198_000,
          checks: [check({ status: 'unknown' })],
        }),
      ),
    ).toMatchObject({ type: 'failed' });
  });

  it('does not count the time in which nobody looked', () => {
    const late = look({ nowMs: 300_000 });
    expect(judgeVerification(late)).toMatchObject({
      type: 'continue',
      soakStartedAtMs: 300_000,
      deadlineAtMs: 200_000 + (300_000 - 98_000),
    });
    expect(judgeVerification({ ...late, lastLookAtMs: undefined })).toEqual(
      expect.objectContaining({ deadlineAtMs: 200_000 + (300_000 - 80_000) }),
    );
  });

  it('counts the time that a look takes, so that a cluster that never answers ends it', () => {
    const slow = look({
      nowMs: 210_000,
      lookMs: 60_000,
      lastLookAtMs: 148_000,
      checks: [check({ status: 'unknown' })],
    });
    expect(judgeVerification(slow)).toMatchObject({ type: 'failed' });
  });

  it('never passes without a check', () => {
    expect(judgeVerification(look({ checks: [], soakMs: 0 }))).toMatchObject({
      type: 'continue',
    });
    expect(
      judgeVerification(
        look({
          checks: [],
          soakMs: 0,
          nowMs: 200_000,
          lastLookAtMs: undefined,
        }),
      ),
    ).toMatchObject({ type: 'failed' });
  });
});
