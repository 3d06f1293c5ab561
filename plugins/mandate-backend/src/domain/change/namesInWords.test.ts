import { namesInWords } from './namesInWords';

describe('namesInWords', () => {
  it.each([
    ['Approved by user:default/pia.', 'Approved by pia.'],
    [
      'Rejected by user:default/p.smith: too big',
      'Rejected by p.smith: too big',
    ],
    ['group:default/platform and User:Default/Ann', 'platform and Ann'],
    ['agent:release-bot proposed it.', 'release-bot proposed it.'],
    ['See component:default/checkout.', 'See component:default/checkout.'],
    ['Nobody is named.', 'Nobody is named.'],
  ])('%s', (words, expected) => {
    expect(namesInWords(words)).toBe(expected);
  });
});
