import { parseVerifierKey } from '../checkpoint/verifierKey';
import { toBase64 } from '../bytes/base64';
import { verifyTiles } from '../tiles/verifyTiles';
import { type ParsedArguments } from './arguments';
import { type CommandLineHost, type CommandLineResult } from './runCommandLine';
import { unknownKindWords } from './unknownKindWords';

/** Checks a published log in a directory, such as a clone of the repository that it is published to. */
export function checkTiles(
  parsed: Extract<ParsedArguments, { command: 'tiles' }>,
  host: CommandLineHost,
): CommandLineResult {
  const { directory, keys } = parsed;
  const origin = parsed.origin ?? originOf(keys);
  if (origin === undefined) {
    return {
      exitCode: 2,
      output: 'A published log names no key: give the one you trust as --key.',
    };
  }
  const verdict = verifyTiles(path => host.readBytes(directory, path), {
    origin,
    keys,
    knownCheckpoints: parsed.known.map(path => host.readFile(path)),
  });
  if (!verdict.ok) {
    return { exitCode: 1, output: verdict.reason };
  }
  const { size, root } = verdict.checkpoint;
  return {
    exitCode: 0,
    output: `All ${size} entries of ${origin} are intact, and every tile is theirs, root ${toBase64(
      root,
    )}.${unknownKindWords(verdict.ofUnknownKind)}`,
  };
}

/** A ledger's key has the ledger's name. */
export function originOf(keys: readonly string[]): string | undefined {
  const parsed = parseVerifierKey(keys[0] ?? '');
  return parsed.ok ? parsed.key.name : undefined;
}
