import { configMap, deployment } from '../__testUtils__/manifests';
import { targetIn } from '../__testUtils__/targets';
import { readRelease, releaseOf, releaseRecord } from './release';

const target = targetIn('shop');

function record(changeId = 'chg-1') {
  const live = [deployment({}), configMap({})];
  const made = releaseRecord(releaseOf({ changeId, images: [], live }), target);
  if (!made) {
    throw new Error('No record.');
  }
  return made;
}

describe('a release record', () => {
  it('gives back what was put in', () => {
    expect(readRelease(record())).toMatchObject({
      type: 'release',
      release: { changeId: 'chg-1', objects: [{}, {}] },
    });
  });

  it.each([
    ['without its text', { data: {} }],
    ['with another text', { data: { 'release.json': '{}' } }],
    ['whose digest was changed', { metadata: { name: 'x', annotations: {} } }],
  ])('%s is not used', (_, change) => {
    expect(readRelease({ ...record(), ...change }).type).toBe('spoilt');
  });

  it('leaves out what does not go back', () => {
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
    };
    const { objects } = releaseOf({ changeId: 'c', images: [], live: [claim] });
    expect(objects).toEqual([]);
  });

  it('is not made when it would be too large', () => {
    const live = Array.from({ length: 20 }, (_, index) => ({
      ...deployment({}),
      metadata: { name: `a${index}`, annotations: {} },
    }));
    const objects = live.map(object => ({
      ...object,
      data: { file: 'x'.repeat(50_000) },
    }));
    expect(
      releaseRecord({ changeId: 'c', images: [], objects }, target),
    ).toBeUndefined();
  });
});
