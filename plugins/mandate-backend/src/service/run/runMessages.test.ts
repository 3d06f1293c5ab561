import type { Change, ChangeRevision } from '../../domain/change/change';
import { runMessage } from './runMessages';

// safety: a message reads no more of a change and its revision than this.
const change = {
  id: 'c1',
  title: 'Restart checkout',
  state: 'undone',
  proposer: { kind: 'detector', ref: 'detector:crash-loop' },
  target: { owner: 'group:default/shop' },
} as unknown as Change;
// safety: as above.
const revision = {
  decision: { obligations: [] },
} as unknown as ChangeRevision;

const scopeOf = (of: Partial<Change>) => {
  const outgoing = runMessage({ ...change, ...of }, revision);
  return outgoing?.type === 'notification' ? outgoing.message.scope : undefined;
};

describe('runMessage', () => {
  it('gives its place to what is told of the finding when a remedy failed', () => {
    expect(scopeOf({ findingId: 'f1' })).toBe('mandate-finding-f1');
  });

  it('stands for itself when the remedy worked, needs a person, or no finding led to the change', () => {
    expect(scopeOf({ findingId: 'f1', state: 'succeeded' })).toBe(
      'mandate-change-c1',
    );
    expect(scopeOf({ findingId: 'f1', state: 'stuck' })).toBe(
      'mandate-change-c1',
    );
    expect(scopeOf({})).toBe('mandate-change-c1');
  });
});
