import { endlessMs, processorTime } from '../../__testUtils__/processorTime';
import { pullPolicyOf } from './imageTag';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('pullPolicyOf', () => {
  it.each([
    'nginx',
    'nginx:latest',
    'registry.example:5000/team/app',
    'localhost/app',
    `nginx:latest@${digest}`,
  ])('always pulls %s', image => {
    expect(pullPolicyOf(image)).toBe('Always');
  });

  it.each([
    'nginx:1',
    'nginx:LATEST',
    `nginx@${digest}`,
    'Nginx',
    'nginx:',
    '',
    'a'.repeat(600),
    '0123456789abcdef'.repeat(4),
  ])('pulls %s only if it is not there', image => {
    expect(pullPolicyOf(image)).toBe('IfNotPresent');
  });

  it('ends with a reference made to be slow', () => {
    expect(
      processorTime(() => pullPolicyOf(`${'a-'.repeat(255)}!`)),
    ).toBeLessThan(endlessMs);
  });
});
