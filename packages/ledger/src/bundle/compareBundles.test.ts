import { sampleBundle } from '../testing/sampleLedger';
import { compareBundles } from './compareBundles';

describe('comparing bundles', () => {
  it('finds the same entries, whatever checkpoints came with them', async () => {
    const first = await sampleBundle({ size: 5, checkpointsAt: [5] });
    const second = await sampleBundle({ size: 5, checkpointsAt: [2, 5] });
    expect(compareBundles(first, second)).toEqual({
      relation: 'same',
      size: 5,
    });
  });

  it('finds that one continues the other', async () => {
    const short = await sampleBundle({ size: 3, checkpointsAt: [3] });
    const long = await sampleBundle({ size: 5, checkpointsAt: [5] });
    expect(compareBundles(short, long)).toEqual({
      relation: 'continued',
      longer: 'second',
      commonSize: 3,
    });
    expect(compareBundles(long, short)).toMatchObject({ longer: 'first' });
  });

  it('names the first entry where two signed histories part', async () => {
    const first = await sampleBundle({ size: 5, checkpointsAt: [5] });
    const second = await sampleBundle({
      size: 6,
      checkpointsAt: [6],
      divergesAt: 3,
    });
    expect(compareBundles(first, second)).toEqual({
      relation: 'forked',
      firstDifference: 3,
    });
  });

  it('does not compare what does not hold by itself', async () => {
    const whole = await sampleBundle({ size: 5, checkpointsAt: [5] });
    const broken = { ...whole, entries: whole.entries.slice(1) };
    expect(compareBundles(whole, broken)).toMatchObject({
      relation: 'unverified',
      which: 'second',
      failure: { firstBadEntry: 0 },
    });
    expect(compareBundles(broken, whole)).toMatchObject({ which: 'first' });
  });
});
