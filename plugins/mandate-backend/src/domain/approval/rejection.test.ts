import { isRejected } from './rejection';

const platform = { group: 'platform', count: 2 };
const by = (voter: string, ...groups: string[]) => ({ voter, groups });

describe('isRejected', () => {
  it('takes one rejection by an eligible person', () => {
    expect(isRejected([platform], [by('pia', 'platform')])).toBe(true);
  });

  it('does not count who is eligible for nothing', () => {
    expect(isRejected([platform], [by('dana')])).toBe(false);
  });

  it('takes as many rejections as approvals where the requirement says quorum', () => {
    const quorum = [{ ...platform, rejection: 'quorum' as const }];
    const one = [by('pia', 'platform')];
    expect(isRejected(quorum, one)).toBe(false);
    expect(isRejected(quorum, [...one, by('paul', 'platform')])).toBe(true);
  });

  it('lets a person reject alone through any group that allows it', () => {
    const requirements = [
      { ...platform, rejection: 'quorum' as const },
      { group: 'security', count: 1 },
    ];
    expect(isRejected(requirements, [by('ada', 'platform', 'security')])).toBe(
      true,
    );
  });
});
