import type { ChangeSummary, Finding } from '@mandate/plugin-mandate-common';
import { removeRetired } from '../retention/removeRetired';
import { reapplyDrift } from './reapplyDrift';

const NOW = new Date('2026-11-26T12:00:00Z');
const HOUR_AGO = '2026-11-26T11:00:00Z';

const finding: Finding = {
  id: 'f1',
  fingerprint: 'drift:component:default/checkout:dev:Deployment/checkout',
  detector: 'drift-main',
  target: { entityRef: 'component:default/checkout', environment: 'dev' },
  severity: 'medium',
  title: 'Deployment checkout was changed outside Mandate',
  words: 'kubectl-edit changed spec.replicas from 2 to 5.',
  evidence: { object: { kind: 'Deployment', name: 'checkout' } },
  state: 'open',
  firstSeenAt: '2026-11-26T11:30:00Z',
  lastSeenAt: NOW.toISOString(),
  changeIds: [],
};

function tried(state: ChangeSummary['state'], endedAt: string): ChangeSummary {
  const part = { state, title: 'Bring it back', statusWords: 'So.', endedAt };
  // safety: a remedy reads state, title, words and end only.
  return { updatedAt: endedAt, ...part } as ChangeSummary;
}

describe('the remedy for drift', () => {
  it('proposes to reapply just that object', () => {
    expect(reapplyDrift.handles(finding)).toBe(true);
    expect(reapplyDrift.next({ finding, tried: [], now: NOW })).toMatchObject({
      type: 'propose',
      request: {
        kind: 'reapply',
        input: { objects: [{ kind: 'Deployment', name: 'checkout' }] },
      },
    });
  });

  it('waits for what is under way', () => {
    const open = tried('awaiting-approval', NOW.toISOString());
    expect(reapplyDrift.next({ finding, tried: [open], now: NOW }).type).toBe(
      'wait',
    );
  });

  it('takes a rejection for an answer, of this time only', () => {
    const now = tried('rejected', NOW.toISOString());
    const before = tried('rejected', HOUR_AGO);
    expect(reapplyDrift.next({ finding, tried: [now], now: NOW }).type).toBe(
      'escalate',
    );
    expect(reapplyDrift.next({ finding, tried: [before], now: NOW }).type).toBe(
      'propose',
    );
  });

  it('asks a person when it is changed again and again', () => {
    const done = tried('succeeded', HOUR_AGO);
    expect(
      reapplyDrift.next({ finding, tried: [done, done, done], now: NOW }),
    ).toMatchObject({
      type: 'escalate',
      words: expect.stringContaining('3 times'),
    });
    expect(
      reapplyDrift.next({ finding, tried: [done, done], now: NOW }).type,
    ).toBe('propose');
  });
});

describe('the remedy for what was retired', () => {
  const over: Finding = { ...finding, detector: 'retention-main' };

  it('proposes the removal once, and leaves the rest to people', () => {
    expect(removeRetired.handles(over)).toBe(true);
    expect(removeRetired.handles(finding)).toBe(false);
    expect(
      removeRetired.next({ finding: over, tried: [], now: NOW }),
    ).toMatchObject({
      type: 'propose',
      request: { kind: 'delete', input: { action: 'remove' } },
    });
    const rejected = tried('rejected', NOW.toISOString());
    expect(
      removeRetired.next({ finding: over, tried: [rejected], now: NOW }).type,
    ).toBe('escalate');
  });
});
