import { type MandateSpec, mandateSpecSchema } from '@mandate/policy';
import { differenceWords } from './differenceWords';

const spec = (more: object = {}): MandateSpec =>
  mandateSpecSchema.parse({
    owner: 'group:default/platform',
    appliesTo: {},
    grants: [{ changes: ['deploy'], oversight: 'notify' }],
    review: { every: 'P3M', by: 'group:default/security' },
    ...more,
  });

describe('what a change of a mandate changes', () => {
  it.each([
    ['nothing of its own', spec(), spec(), /title or description alone/],
    [
      'one part',
      spec(),
      spec({ owner: 'group:default/shop' }),
      /^Changes the owner\.$/,
    ],
    [
      'several parts',
      spec(),
      spec({ limits: { replicas: 3 }, appliesTo: { environments: ['dev'] } }),
      /^Changes the scope and the limits\.$/,
    ],
    ['everything that is new', undefined, spec(), /^Puts a new .* 1 clause\.$/],
    ['everything that goes', spec(), undefined, /no longer holds/],
  ])('is told in words: %s', (_, before, after, words) => {
    expect(differenceWords(before, after)).toMatch(words);
  });
});
