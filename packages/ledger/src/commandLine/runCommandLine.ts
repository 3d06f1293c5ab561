import { compareBundles } from '../bundle/compareBundles';
import { verifyBundle } from '../bundle/verifyBundle';
import { type ParsedArguments, parseArguments, USAGE } from './arguments';
import { checkConsistency } from './checkConsistency';
import { checkTiles } from './checkTiles';
import { unknownKindWords } from './unknownKindWords';

/**
 * What the program needs of its surroundings.
 *
 * @public
 */
export interface CommandLineHost {
  /** The text of a file. Throws when it cannot be read. */
  readonly readFile: (path: string) => string;
  /** The bytes of a file in a directory, or `undefined` when there is none. */
  readonly readBytes: (
    directory: string,
    path: string,
  ) => Uint8Array | undefined;
}

/**
 * What the program answers.
 *
 * @public
 */
export interface CommandLineResult {
  /** 0: what was asked holds. 1: it does not. 2: it could not be checked (wrong arguments, unreadable file). */
  readonly exitCode: 0 | 1 | 2;
  readonly output: string;
}

/**
 * The program `mandate-ledger`: checks bundles, published logs and checkpoints offline. Answers one sentence.
 *
 * @public
 */
export function runCommandLine(
  args: readonly string[],
  host: CommandLineHost,
): CommandLineResult {
  const parsed = parseArguments(args);
  switch (parsed.command) {
    case 'help':
      return { exitCode: 0, output: USAGE };
    case 'unclear':
      return { exitCode: 2, output: `${parsed.reason}\n${USAGE}` };
    default:
      try {
        return runChecks(parsed, host);
      } catch (error) {
        return { exitCode: 2, output: messageOf(error) };
      }
  }
}

function runChecks(
  parsed: Exclude<ParsedArguments, { command: 'help' | 'unclear' }>,
  host: CommandLineHost,
): CommandLineResult {
  switch (parsed.command) {
    case 'verify':
      return verify(parsed, host);
    case 'compare':
      return compare(parsed, host);
    case 'tiles':
      return checkTiles(parsed, host);
    default:
      return checkConsistency(parsed, host);
  }
}

function verify(
  parsed: Extract<ParsedArguments, { command: 'verify' }>,
  host: CommandLineHost,
): CommandLineResult {
  const bundle = readJson(parsed.bundle, host);
  if (bundle === undefined) {
    return notJson(parsed.bundle);
  }
  const verdict = verifyBundle(bundle, optionsOf(parsed, host));
  if (!verdict.ok) {
    return { exitCode: 1, output: verdict.reason };
  }
  const trust =
    verdict.keysFrom === 'given'
      ? ''
      : ' (checked with the key in the bundle itself; give --key to know whose it is)';
  return {
    exitCode: 0,
    output: `All ${verdict.size} entries of ${
      verdict.origin
    } are intact, root ${verdict.root}${trust}.${unknownKindWords(
      verdict.ofUnknownKind,
    )}`,
  };
}

function compare(
  parsed: Extract<ParsedArguments, { first: string }>,
  host: CommandLineHost,
): CommandLineResult {
  const first = readJson(parsed.first, host);
  const second = readJson(parsed.second, host);
  if (first === undefined || second === undefined) {
    return notJson(first === undefined ? parsed.first : parsed.second);
  }
  const comparison = compareBundles(first, second, optionsOf(parsed, host));
  switch (comparison.relation) {
    case 'same':
      return {
        exitCode: 0,
        output: `Both bundles hold the same ${comparison.size} entries.`,
      };
    case 'continued':
      return {
        exitCode: 0,
        output: `${
          comparison.longer === 'first' ? parsed.first : parsed.second
        } continues the other after ${comparison.commonSize} entries.`,
      };
    case 'forked':
      return {
        exitCode: 1,
        output: `The ledger was forked: both bundles are signed, but they differ from entry ${comparison.firstDifference} on.`,
      };
    case 'unverified':
      return {
        exitCode: 1,
        output: `${
          comparison.which === 'first' ? parsed.first : parsed.second
        }: ${comparison.failure.reason}`,
      };
    default:
      return comparison satisfies never;
  }
}

function optionsOf(
  parsed: Extract<ParsedArguments, { known: readonly string[] }>,
  host: CommandLineHost,
) {
  return {
    ...(parsed.keys.length > 0 && { keys: parsed.keys }),
    ...(parsed.origin !== undefined && { origin: parsed.origin }),
    knownCheckpoints: parsed.known.map(path => host.readFile(path)),
  };
}

function readJson(path: string, host: CommandLineHost): unknown {
  const text = host.readFile(path);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notJson(path: string): CommandLineResult {
  return {
    exitCode: 1,
    output: `${path} is not JSON: it was damaged, or is not an exported bundle.`,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
