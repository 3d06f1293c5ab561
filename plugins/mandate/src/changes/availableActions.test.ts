import { sampleChange } from '../__testUtils__/sampleChange';
import { availableActions } from './availableActions';

const names = (change: ReturnType<typeof sampleChange>, isProposer = false) =>
  availableActions(change, { isProposer }).map(({ action }) => action);

describe('available actions', () => {
  it('of an approver are to decide, to leave it to others and to ask', () => {
    expect(names(sampleChange('approver'))).toEqual([
      'approve',
      'reject',
      'abstain',
      'ask',
    ]);
  });

  it('of the proposer are remind and withdraw, never a vote', () => {
    expect(names(sampleChange('proposer'), true)).toEqual([
      'remind',
      'withdraw',
    ]);
  });

  it('that cannot be done say why', () => {
    const [approve] = availableActions(sampleChange('onlooker'), {
      isProposer: false,
    });
    expect(approve).toEqual({
      action: 'approve',
      disabled: true,
      why: 'You belong to none of the groups that have to approve.',
    });
  });

  it('of a running change are to abort it', () => {
    expect(names(sampleChange('onlooker', { state: 'running' }))).toEqual([
      'abort',
    ]);
  });

  it('of a stuck change are to resolve it', () => {
    expect(names(sampleChange('onlooker', { state: 'stuck' }))).toEqual([
      'resolve',
    ]);
  });

  it('of a change that ended are none', () => {
    expect(names(sampleChange('onlooker', { state: 'succeeded' }))).toEqual([]);
  });
});
