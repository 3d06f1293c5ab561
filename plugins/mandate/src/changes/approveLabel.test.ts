import { sampleChange, sampleRevision } from '../__testUtils__/sampleChange';
import { openRequirements } from './approveLabel';

const viewer = (...groups: string[]) => ({
  ref: 'user:default/sam',
  belongsTo: groups,
});

const needing = (...needs: [group: string, missing: number][]) =>
  sampleChange('approver', {
    current: {
      ...sampleRevision,
      approvals: {
        satisfied: false,
        missing: needs.reduce((sum, [, missing]) => sum + missing, 0),
        filled: needs.map(([group, missing]) => ({
          group,
          count: 2,
          voters: [],
          missing,
        })),
      },
    },
  });

describe('open requirements', () => {
  it('leave out what is filled', () => {
    expect(
      openRequirements(
        needing(['group:default/a', 0], ['group:default/b', 1]),
        viewer('group:default/b'),
      ),
    ).toEqual({ mine: ['group:default/b'], others: [] });
  });

  it('count one person for one requirement only', () => {
    expect(
      openRequirements(
        needing(['group:default/a', 1], ['group:default/b', 1]),
        viewer('group:default/a', 'group:default/b'),
      ),
    ).toEqual({
      mine: ['group:default/a', 'group:default/b'],
      others: ['group:default/b'],
    });
  });

  it('still need another of the same group when two are missing', () => {
    expect(
      openRequirements(
        needing(['group:default/a', 2]),
        viewer('group:default/a'),
      ),
    ).toEqual({ mine: ['group:default/a'], others: ['group:default/a'] });
  });

  it('compare groups without case', () => {
    expect(
      openRequirements(
        needing(['Group:default/A', 1]),
        viewer('group:default/a'),
      ).mine,
    ).toEqual(['Group:default/A']);
  });

  it('are also those of who is away and for whom the viewer votes', () => {
    const change = {
      ...needing(['group:default/a', 1], ['group:default/b', 1]),
      delegations: [
        {
          id: 'd1',
          delegator: 'user:default/ola',
          delegate: 'user:default/sam',
          from: '2026-11-26T00:00:00.000Z',
          until: '2026-11-30T00:00:00.000Z',
          isNow: true,
          groups: ['group:default/b'],
        },
      ],
    };
    expect(openRequirements(change, viewer())).toEqual({
      mine: ['group:default/b'],
      others: ['group:default/a'],
    });
  });
});
