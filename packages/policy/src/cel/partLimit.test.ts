import { endlessMs, processorTime } from '../__testUtils__/processorTime';
import { checkExpression } from './check/checkExpression';
import { environmentNamed } from './environments/environmentNamed';
import { parseExpression } from './syntax/parseExpression';
import { nodeLimit } from './syntax/parser/nodeLimit';

const environment = environmentNamed('standard');

describe.each([
  ['comparisons', '1 == 1', ' && '],
  ['empty lists', '[]+[]==[]', ' && '],
  ['lists nested deep', `${'['.repeat(90)}[]${', []]'.repeat(90)}`, ', '],
  ['mismatches', "1 + 'a'", ', '],
  ['macros', '[1].all(a, [1].all(b, a + b > 0))', ' && '],
])('%s', (_name, part, between) => {
  const sourceOf = (length: number) =>
    `[${Array(Math.floor(length / (part.length + between.length)))
      .fill(part)
      .join(between)}]`;

  it('of 64 KB have too many parts, and say so', () => {
    const source = sourceOf(64_000);
    expect(
      processorTime(() => parseExpression(source, environment)),
    ).toBeLessThan(endlessMs);
    const parsing = parseExpression(source, environment);
    expect(parsing).toMatchObject({
      ok: false,
      issues: [
        { message: expect.stringContaining(`more than ${nodeLimit} parts`) },
      ],
    });
  });

  it('are checked where they are as many as may be', () => {
    const source = [12_000, 8_000, 6_000, 4_000, 3_000, 2_000]
      .map(sourceOf)
      .find(candidate => parseExpression(candidate, environment).ok);
    const took = processorTime(() => {
      const parsing = parseExpression(source ?? '', environment);
      expect(parsing.ok).toBe(true);
      if (parsing.ok) {
        checkExpression(parsing.parsed, environment);
      }
    });
    expect(took).toBeLessThan(endlessMs);
  });
});
