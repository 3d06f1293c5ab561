import type { ClusterObject } from '@mandate/plugin-mandate-common';
import fc from 'fast-check';
import {
  BACKUP_MAX_AGE_ANNOTATION,
  BACKUP_OF_LABEL,
  backupEvidence,
} from './backupEvidence';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const of = { workload: 'orders', nowMs: NOW };

function cronJob(options: {
  hours?: string;
  succeeded?: string;
}): ClusterObject {
  const { hours, succeeded } = options;
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      name: 'nightly',
      labels: { [BACKUP_OF_LABEL]: 'orders' },
      ...(hours !== undefined && {
        annotations: { [BACKUP_MAX_AGE_ANNOTATION]: hours },
      }),
    },
    status: succeeded === undefined ? {} : { lastSuccessfulTime: succeeded },
  };
}

const hoursAgo = (hours: number) =>
  new Date(NOW - hours * 3_600_000).toISOString();

describe('the evidence of a backup', () => {
  it.each([
    ['a fresh one passes', { succeeded: hoursAgo(23) }, 'pass'],
    ['an old one fails', { succeeded: hoursAgo(25) }, 'fail'],
    ['as old as declared', { succeeded: hoursAgo(40), hours: '48' }, 'pass'],
    ['one that never succeeded fails', {}, 'fail'],
    ['one of the future', { succeeded: hoursAgo(-2) }, 'unknown'],
    ['a time that is none', { succeeded: 'yesterday' }, 'unknown'],
    ['an age that is none', { succeeded: hoursAgo(1), hours: '1d' }, 'unknown'],
    ['no age at all', { succeeded: hoursAgo(1), hours: '' }, 'unknown'],
    [
      'an endless age',
      { succeeded: hoursAgo(1), hours: 'Infinity' },
      'unknown',
    ],
  ] as const)('%s', (_, given, status) => {
    expect(backupEvidence([cronJob(given)], of).status).toBe(status);
  });

  it('is unknown where nothing backs the workload up, and says what to do', () => {
    const { status, words } = backupEvidence([], of);
    expect(status).toBe('unknown');
    expect(words).toContain('mandate.dev/backup-of=orders');
  });

  it('is as good as the worst of all backups', () => {
    const good = cronJob({ succeeded: hoursAgo(1) });
    const bad = cronJob({ succeeded: hoursAgo(100) });
    const odd = cronJob({ succeeded: 'odd' });
    expect(backupEvidence([good, odd], of).status).toBe('unknown');
    expect(backupEvidence([odd, good, bad], of).status).toBe('fail');
  });

  it('never passes once the declared age is over', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8_760 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (hours, overMs) => {
          const succeeded = new Date(
            NOW - hours * 3_600_000 - overMs,
          ).toISOString();
          const job = cronJob({ succeeded, hours: String(hours) });
          return backupEvidence([job], of).status === 'fail';
        },
      ),
    );
  });
});
