import { chooseFacts } from '../__testUtils__/chooseFacts';
import { otherCandidatesWords, workloadsOfTarget } from './chooseWorkload';
import { matchesSelector } from './matchesSelector';

describe('matchesSelector', () => {
  const labels = { app: 'checkout', tier: 'web' };
  it.each([
    ['app=checkout', true],
    ['app==checkout,tier=web', true],
    ['app=checkout, tier!=web', false],
    ['app in (cart, checkout),tier', true],
    ['app notin (cart)', true],
    ['other notin (cart)', true],
    ['!app', false],
    ['!other', true],
    ['', false],
    ['app=checkout;x', false],
  ])('%s: %s', (selector, matches) => {
    expect(matchesSelector(labels, selector)).toBe(matches);
  });
});

describe('the workloads of a target', () => {
  const candidates = ['checkout', 'checkout-worker', 'cart'].map(name => ({
    kind: 'Deployment',
    name,
    labels: { part: name.split('-')[0] },
  }));

  it('are the one that it is bound to, and those that its selector names', () => {
    const names = (labelSelector?: string) =>
      workloadsOfTarget(chooseFacts({ labelSelector }), candidates).map(
        ({ name }) => name,
      );
    expect(names()).toEqual(['checkout']);
    expect(names('part=checkout')).toEqual(['checkout', 'checkout-worker']);
  });

  it('are listed when the one that is meant is not there', () => {
    const target = chooseFacts({ name: 'shop', labelSelector: 'part' });
    expect(otherCandidatesWords(target, candidates)).toContain(
      'Several workloads carry the labels of component:default/checkout: deployment/checkout, deployment/checkout-worker, deployment/cart.',
    );
    expect(
      otherCandidatesWords(chooseFacts({ name: 'shop' }), candidates),
    ).toBeUndefined();
  });
});
