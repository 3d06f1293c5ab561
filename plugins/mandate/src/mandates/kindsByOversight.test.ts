import { kindsByOversight } from './kindsByOversight';
import { sampleMandate } from '../__testUtils__/sampleMandate';

describe('kinds by oversight', () => {
  it('are those that a clause grants always, and those under a condition', () => {
    const kinds = kindsByOversight(sampleMandate.spec);
    expect(kinds.autonomous).toEqual({
      always: [],
      sometimes: ['deploy', 'scale'],
    });
    expect(kinds.approve).toEqual({ always: ['deploy'], sometimes: [] });
    expect(kinds.forbid).toEqual({ always: [], sometimes: [] });
  });

  it('are not told twice when one clause has a condition and another has none', () => {
    const kinds = kindsByOversight({
      ...sampleMandate.spec,
      grants: [
        { changes: ['*'], oversight: 'notify' },
        { changes: ['deploy'], when: 'true', oversight: 'notify' },
      ],
    });
    expect(kinds.notify).toEqual({ always: ['*'], sometimes: [] });
  });
});
