import { readRequirement } from './readRequirement';

const environments = [
  { name: 'dev', title: 'Development' },
  { name: 'prod', title: 'Production' },
];

describe('readRequirement', () => {
  it.each([
    [
      'a queue, 2 GiB, in prod',
      { words: 'a queue, ,', values: { memory: '2Gi' }, environment: 'prod' },
    ],
    [
      'PostgreSQL with 20GB of storage and 3 replicas for production',
      {
        words: 'PostgreSQL with and',
        values: { storage: '20Gi', replicas: 3 },
        environment: 'prod',
      },
    ],
    [
      'a cache, 512Mi of memory, 0.5 cores',
      { words: 'a cache, ,', values: { memory: '512Mi', cpu: '0.5' } },
    ],
  ])('reads "%s"', (sentence, parts) => {
    expect(readRequirement(sentence, environments)).toEqual(parts);
  });

  it.each(['a dev container', 'a production planner', '3 services', '2 Great'])(
    'leaves "%s" as it is',
    sentence => {
      expect(readRequirement(sentence, environments)).toEqual({
        words: sentence,
        values: {},
      });
    },
  );
});
