import fc from 'fast-check';
import type { Change } from '../change/change';
import { findConflicts } from './conflicts';

function change(id: string, name: string, environment: string): Change {
  return {
    id,
    kind: 'deploy',
    state: 'queued',
    rowVersion: 1,
    title: `Deploy ${name} to ${environment}`,
    target: {
      entityRef: `component:default/${name}`,
      environment,
      cluster: 'one',
      namespace: `shop-${environment}`,
      workload: { kind: 'Deployment', name },
      name,
      entityKind: 'Component',
      tags: [],
      tier: 4,
      production: false,
      inCatalog: true,
    },
    proposer: { kind: 'user', ref: 'user:default/dana' },
    input: {},
    requestDigest: 'd',
    revision: 1,
    statusWords: '',
    createdAtMs: 0,
    updatedAtMs: 0,
  };
}

const dependants = new Map([
  [
    'component:default/database',
    new Set(['component:default/api', 'component:default/web']),
  ],
  ['component:default/api', new Set(['component:default/web'])],
]);

describe('findConflicts', () => {
  it('tells of two changes on one target', () => {
    expect(
      findConflicts(
        [change('1', 'api', 'prod'), change('2', 'api', 'prod')],
        dependants,
      ),
    ).toMatchObject([{ because: 'same-target', changes: ['1', '2'] }]);
  });

  it('tells of two changes on one dependency chain, and which depends on which', () => {
    expect(
      findConflicts(
        [change('1', 'web', 'prod'), change('2', 'database', 'prod')],
        dependants,
      ),
    ).toEqual([
      {
        because: 'dependency',
        changes: ['1', '2'],
        words: expect.stringMatching(
          /^'Deploy web to prod' acts on what depends on .*'Deploy database/,
        ),
      },
    ]);
  });

  it('tells nothing of changes in different environments or of strangers', () => {
    expect(
      findConflicts(
        [
          change('1', 'api', 'prod'),
          change('2', 'database', 'dev'),
          change('3', 'other', 'prod'),
        ],
        dependants,
      ),
    ).toEqual([]);
  });

  it('tells the same whatever the order', () => {
    const drawn = fc.uniqueArray(
      fc.record({
        id: fc.nat(20).map(String),
        name: fc.constantFrom('api', 'web', 'database', 'other'),
        environment: fc.constantFrom('dev', 'prod'),
      }),
      { maxLength: 6, selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(drawn, records => {
        const changes = records.map(({ id, name, environment }) =>
          change(id, name, environment),
        );
        expect(findConflicts(changes.toReversed(), dependants)).toEqual(
          findConflicts(changes, dependants),
        );
      }),
    );
  });
});
