import { scopeWords } from './scopeWords';

describe('scopeWords', () => {
  it.each([
    [{}, undefined, 'everything'],
    [{}, ['deploy'], 'deploy everywhere'],
    [
      { environments: ['prod'], owners: ['group:default/shop'] },
      undefined,
      'everything in environment prod, owner shop',
    ],
    [
      { entities: ['component:default/checkout'] },
      ['deploy', 'scale'],
      'deploy and scale in checkout',
    ],
  ])('tells %j with %j', (scope, changes, words) => {
    expect(scopeWords(scope, changes)).toBe(words);
  });
});
