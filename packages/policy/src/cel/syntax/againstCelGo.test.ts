import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { z } from 'zod';
import { arbitrarySource } from '../../__testUtils__/arbitrarySource';
import { celGoTree } from '../../__testUtils__/celGoTree';
import { debugString } from '../../__testUtils__/debugString';
import { syntaxEnvironment } from '../../__testUtils__/syntaxEnvironment';
import { formatExpression } from './format/formatExpression';
import { parseExpression } from './parseExpression';

jest.setTimeout(600_000);

/** A command that answers `{"op":"ast","env":"standard","expr":…}`, a JSON object a line, with cel-go's tree. */
const oracle = process.env.MANDATE_CEL_ORACLE;
const seed = Number(process.env.MANDATE_CEL_SEED ?? 20261126);
const count = Number(process.env.MANDATE_CEL_SOURCES ?? 20_000);

const reference = oracle
  ? 'next to cel-go'
  : 'without cel-go, as MANDATE_CEL_ORACLE names none';

const environment = syntaxEnvironment();

/**
 * With cel-go at hand, each source is parsed by both: refused by both, or the same tree. Without it, what holds of the sources
 * by themselves is tested: formatting a tree of ours and parsing it again gives the same tree.
 */
describe(`random sources, ${reference}`, () => {
  const sources = fc.sample(arbitrarySource, {
    seed,
    numRuns: oracle ? count : 2_000,
  });

  it('are read as they should be', () => {
    const expected = oracle
      ? treesOfCelGo(oracle, sources)
      : sources.map(treeOfFormatted);
    const differences = sources.flatMap((source, index) => {
      const ours = treeOf(source);
      const theirs = expected[index];
      return ours === theirs || isExplained(source)
        ? []
        : [{ source, ours, theirs }];
    });
    expect(differences).toEqual([]);
  });
});

/** cel-go lets a macro's variable begin with a dot, by which it can never be reached again; we refuse it. */
function isExplained(source: string): boolean {
  const result = parseExpression(source, environment);
  return (
    !result.ok &&
    result.issues.every(
      ({ message, start }) =>
        /simple (name|identifier)/.test(message) &&
        source.charAt(start) === '.',
    )
  );
}

function treeOf(source: string): string {
  const result = parseExpression(source, environment);
  return result.ok ? debugString(result.parsed.expr) : 'refused';
}

function treeOfFormatted(source: string): string {
  const result = parseExpression(source, environment);
  return result.ok ? treeOf(formatExpression(result.parsed)) : 'refused';
}

const answerShape = z.object({
  ast: z.object({ expr: z.unknown() }).optional(),
  error: z.object({ message: z.string() }).optional(),
});

function treesOfCelGo(
  command: string,
  sources: readonly string[],
): readonly string[] {
  const { stdout } = spawnSync(command, {
    shell: true,
    encoding: 'utf8',
    maxBuffer: 4_000_000_000,
    input: sources
      .map((expr, id) =>
        JSON.stringify({ id, env: 'standard', op: 'ast', expr }),
      )
      .join('\n'),
  });
  return stdout
    .trimEnd()
    .split('\n')
    .map(line => {
      const { ast } = answerShape.parse(JSON.parse(line));
      return ast ? debugString(celGoTree.parse(ast.expr)) : 'refused';
    });
}
