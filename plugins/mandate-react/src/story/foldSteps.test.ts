import type { StoryItem } from '@mandate/plugin-mandate-common';
import { foldSteps } from './foldSteps';

describe('the entries of a run’s steps', () => {
  it('are one line with the number of steps done, between what people did', () => {
    expect(
      shape([
        item('voted'),
        ...step(),
        ...step(),
        item('verified', { tone: 'positive' }),
      ]),
    ).toEqual(['voted', '2 of 6', 'verified']);
  });

  it('stay lines when there is one step only', () => {
    expect(shape(step())).toEqual([
      'gate-passed',
      'step-intended',
      'step-observed',
    ]);
  });

  it('are cut by what needs attention, which stays in sight', () => {
    expect(
      shape([
        ...step(),
        ...step(),
        item('step-observed', { tone: 'warning' }),
        ...step(),
        item('gate-passed'),
      ]),
    ).toEqual(['2 of 6', 'step-observed', '1 of 4']);
  });

  it('of undoing, and the end of all steps, stay lines', () => {
    const undone = { evidence: { outcome: 'undone' } };
    expect(
      shape([
        ...step(),
        ...step(),
        item('step-intended', { evidence: { direction: 'undo' } }),
        item('step-observed', undone),
        item('step-observed'),
      ]),
    ).toEqual(['2 of 6', 'step-intended', 'step-observed', 'step-observed']);
  });

  it('of different changes are different lines', () => {
    expect(
      shape([...step('one'), ...step('one'), ...step('two'), ...step('two')]),
    ).toEqual(['2 of 6', '2 of 6']);
  });

  it('lose none, and keep the order', () => {
    const items = [item('proposed'), ...step(), ...step(), item('ended')];
    expect(
      foldSteps(items).flatMap(line =>
        line.type === 'item' ? [line.item] : line.items,
      ),
    ).toEqual(items);
  });
});

function shape(items: readonly StoryItem[]): readonly string[] {
  return foldSteps(items).map(line =>
    line.type === 'item'
      ? line.item.kind
      : `${line.done} of ${line.items.length}`,
  );
}

function step(changeId = 'one'): readonly StoryItem[] {
  return [
    item('gate-passed', { changeId }),
    item('step-intended', { changeId }),
    item('step-observed', { changeId, evidence: { outcome: 'done' } }),
  ];
}

let count = 0;
function item(kind: string, differing: Partial<StoryItem> = {}): StoryItem {
  count += 1;
  return {
    id: `${count}`,
    at: '2026-11-26T10:00:00.000Z',
    kind,
    tone: 'neutral',
    words: kind,
    changeId: 'one',
    ...differing,
  };
}
