import { formatRunMark, isOutdated, runMarkOf, sameEffect } from './runMark';

const mark = { changeId: 'chg-1', revision: 2, step: 'apply-x', fence: 3 };

function marked(value: string) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'x', annotations: { 'mandate.dev/run': value } },
  };
}

it('is written as change/revision/step#fence and read back', () => {
  expect(formatRunMark(mark)).toBe('chg-1/2/apply-x#3');
  expect(runMarkOf(marked(formatRunMark(mark)))).toEqual(mark);
});

it.each(['', 'chg-1', 'chg-1/2/x', 'chg-1/two/x#1', 'a b/1/x#1', 'a/1/b/c#1'])(
  'a spoilt annotation %j is none',
  value => {
    expect(runMarkOf(marked(value))).toBeUndefined();
  },
);

it('the effect is the same whichever owner of the run made it', () => {
  expect(sameEffect({ ...mark, fence: 9 }, mark)).toBe(true);
  expect(sameEffect({ ...mark, revision: 3 }, mark)).toBe(false);
  expect(sameEffect({ ...mark, step: 'apply-y' }, mark)).toBe(false);
  expect(sameEffect(undefined, mark)).toBe(false);
});

it('is outdated by a higher fence of the same change only', () => {
  expect(isOutdated(mark, { ...mark, fence: 4 })).toBe(true);
  expect(isOutdated(mark, { ...mark, fence: 3 })).toBe(false);
  expect(isOutdated(mark, { ...mark, changeId: 'chg-2', fence: 9 })).toBe(
    false,
  );
});
