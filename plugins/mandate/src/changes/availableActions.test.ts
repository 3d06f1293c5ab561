import { sampleChange } from '../__testUtils__/sampleChange';
import { availableActions, placeActions } from './availableActions';

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

describe('placed actions', () => {
  const placed = (isProposer: boolean, deciding = true) => {
    const { buttons, menu } = placeActions(
      (['approve', 'reject', 'abstain', 'remind', 'abort'] as const).map(
        action => ({ action, disabled: false }),
      ),
      { isProposer, deciding },
    );
    return {
      buttons: buttons.map(({ action }) => action),
      menu: menu.map(({ action }) => action),
    };
  };

  it('are deciding as buttons and the rest in a menu, while people decide', () => {
    expect(placed(false)).toEqual({
      buttons: ['approve', 'reject'],
      menu: ['abstain', 'remind', 'abort'],
    });
  });

  it('have reminding as a button for the proposer, who waits', () => {
    expect(placed(true).buttons).toContain('remind');
  });

  it('are all buttons in any other state', () => {
    expect(placed(false, false).menu).toEqual([]);
  });
});
