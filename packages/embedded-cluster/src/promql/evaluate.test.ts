import fc from 'fast-check';
import { recordedSource } from './__testUtils__/recordedSource';
import { evaluate } from './evaluate';
import { parseQuery } from './parseQuery';
import { PromQlError } from './PromQlError';
import { evaluateRange, writeValue } from './results';

const MINUTE = 60_000;
const series = (
  labels: Record<string, string>,
  values: number[],
  endedMs?: number,
) => ({
  labels,
  samples: values.map((value, index) => ({ timeMs: index * MINUTE, value })),
  endedMs,
});
const source = recordedSource([
  series({ __name__: 'jobs_total', pod: 'a', code: '200' }, [0, 60, 120, 180]),
  series({ __name__: 'jobs_total', pod: 'a', code: '500' }, [0, 6, 12, 18]),
  series({ __name__: 'jobs_total', pod: 'b', code: '200' }, [0, 60, 10, 70]),
  series({ __name__: 'memory', pod: 'a' }, [5, 7, 6, 8]),
  series({ __name__: 'memory', pod: 'gone' }, [1, 1, 1, 1], 3 * MINUTE),
]);
const ask = (query: string, timeMs = 3 * MINUTE) =>
  writeValue(evaluate(parseQuery(query), source, timeMs), timeMs).result;

describe('queries', () => {
  it.each([
    ['1 + 2 * 3 ^ 2', [180, '19']],
    ['-2 ^ 2', [180, '-4']],
    ['2 - 1 - 1', [180, '0']],
    ['1 == bool 1', [180, '1']],
    ['1 / 0', [180, '+Inf']],
  ])('%s', (query, expected) => {
    expect(ask(query)).toEqual(expected);
  });

  it.each([
    ['memory{pod="a"}', { 'memory a': '8' }],
    ['memory', { 'memory a': '8' }],
    ['rate(jobs_total{code="500"}[2m1s])', { ' a 500': String(6 / 60) }],
    ['resets(jobs_total{pod="b"}[4m])', { ' b 200': '1' }],
    ['sum by (pod) (jobs_total)', { ' a': '198', ' b': '70' }],
    ['jobs_total > 100', { 'jobs_total a 200': '180' }],
    [
      'jobs_total{code="500"} / ignoring(code) jobs_total{code="200"}',
      { ' a': '0.1' },
    ],
    ['memory{pod="a"} offset 1m', { 'memory a': '6' }],
    ['absent(memory{pod="z"})', { ' z': '1' }],
    ['quantile_over_time(0.5, memory{pod="a"}[4m])', { ' a': '6.5' }],
    ['max_over_time(memory{pod="gone"}[4m])', { ' gone': '1' }],
  ])('%s', (query, expected) => {
    const value = evaluate(parseQuery(query), source, 3 * MINUTE);
    const found = Object.fromEntries(
      (value.kind === 'vector' ? value.elements : []).map(it => [
        [it.labels.__name__ ?? '', it.labels.pod, it.labels.code]
          .filter(part => part !== undefined)
          .join(' '),
        String(Number(it.value.toPrecision(9))),
      ]),
    );
    expect(found).toEqual(expected);
  });

  it('a range query has a value for each step', () => {
    expect(
      evaluateRange(parseQuery('memory{pod="a"}'), source, {
        startMs: 0,
        endMs: 2 * MINUTE,
        stepMs: MINUTE,
      }).result,
    ).toEqual([
      {
        metric: { __name__: 'memory', pod: 'a' },
        values: [
          [0, '5'],
          [60, '7'],
          [120, '6'],
        ],
      },
    ]);
  });

  it.each([
    ['sum(', 'position 5'],
    ['memory[5m:1m]', 'subqueries'],
    ['{pod=~".*"}', 'at least one matcher'],
    ['{pod=~"(a+)+b"}', 'refused'],
    ['rate(memory)', 'wants a range'],
    ['memory + on(code) jobs_total', 'duplicate series'],
    ['unheard(memory)', 'not supported'],
    [`${'('.repeat(500)}1${')'.repeat(500)}`, 'too deeply'],
  ])('%s is refused with words', (query, words) => {
    expect(() => ask(query)).toThrow(PromQlError);
    expect(() => ask(query)).toThrow(words);
  });

  it('reads whatever text, or says that it cannot', () => {
    const words = fc.constantFrom(
      ...'sum by ( ) { } [5m] memory + - ^ "a" = 1 , offset rate on bool and'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), parts => {
        const outcome = (() => {
          try {
            return parseQuery(parts.join(' ')).kind;
          } catch (error) {
            return error instanceof PromQlError ? 'refused' : error;
          }
        })();
        expect(typeof outcome).toBe('string');
      }),
    );
  });
});
