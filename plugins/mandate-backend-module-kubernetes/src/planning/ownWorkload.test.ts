import { targetIn } from '../__testUtils__/targets';
import { deployment } from '../__testUtils__/manifests';
import { decorate } from './decorate';
import { otherOwnerWords } from './ownWorkload';

const target = targetIn('shop');

describe('otherOwnerWords', () => {
  it.each([
    ['another entity', { entityRef: 'component:default/payments' }],
    ['the entity of another namespace', { entityRef: 'component:x/checkout' }],
    ['another environment', { environment: 'prod' }],
  ])('names %s whose object it is', (_, facts) => {
    const owner = targetIn('shop', facts);
    expect(otherOwnerWords(decorate(deployment({}), owner), target)).toMatch(
      /Deployment 'checkout' in namespace 'shop' belongs to the entity '.*' in the environment '(dev|prod)'/,
    );
  });

  it.each([
    ['what is its own', decorate(deployment({}), target)],
    ['what is nobody’s yet', deployment({})],
  ])('has nothing against %s', (_, live) => {
    expect(otherOwnerWords(live, target)).toBeUndefined();
  });
});
