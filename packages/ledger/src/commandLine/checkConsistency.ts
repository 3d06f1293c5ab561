import { z } from 'zod';
import { fromBase64 } from '../bytes/base64';
import { type Checkpoint, verifyCheckpoint } from '../checkpoint/checkpoint';
import { compareCheckpoints } from '../checkpoint/compareCheckpoints';
import { parseVerifierKey } from '../checkpoint/verifierKey';
import { Base64HashSchema } from '../entry/commitment';
import { type Hash } from '../merkle/hash';
import { type ParsedArguments } from './arguments';
import { originOf } from './checkTiles';
import { type CommandLineHost, type CommandLineResult } from './runCommandLine';

const ProofSchema = z.object({ hashes: z.array(Base64HashSchema).max(128) });

/** Checks that of two checkpoints, kept by whoever and whenever, the larger continues the smaller. */
export function checkConsistency(
  parsed: Extract<ParsedArguments, { first: string }>,
  host: CommandLineHost,
): CommandLineResult {
  const checkpoints: Checkpoint[] = [];
  for (const path of [parsed.first, parsed.second]) {
    const opened = openCheckpoint(host.readFile(path), parsed);
    if (typeof opened === 'string') {
      return { exitCode: 1, output: `${path} cannot be trusted: ${opened}.` };
    }
    checkpoints.push(opened);
  }
  const [first, second] = checkpoints;
  const proof = readProof(parsed.proof, host);
  if (!first || !second || proof === undefined) {
    return {
      exitCode: 2,
      output: `${parsed.proof ?? 'The proof'} is no consistency proof.`,
    };
  }
  const sizes = [first.size, second.size].toSorted((a, b) => a - b);
  switch (compareCheckpoints(first, second, proof)) {
    case 'same':
      return {
        exitCode: 0,
        output: `Both checkpoints commit to the same ${first.size} entries.`,
      };
    case 'continued':
      return {
        exitCode: 0,
        output: `The ledger of ${sizes[1]} entries continues that of ${sizes[0]}.`,
      };
    case 'forked':
      return {
        exitCode: 1,
        output: `The ledger was forked: two signed histories of ${first.size} entries exist.`,
      };
    case 'unrelated':
      return { exitCode: 1, output: 'The checkpoints are of two ledgers.' };
    default:
      return {
        exitCode: 1,
        output: `Nothing shows that the ledger of ${sizes[1]} entries continues that of ${sizes[0]}: the proof is missing or wrong, or the ledger was forked. Ask for the proof again; if it fails again, raise the alarm.`,
      };
  }
}

function openCheckpoint(
  note: string,
  { keys, origin }: Extract<ParsedArguments, { first: string }>,
): Checkpoint | string {
  const parsed = keys.flatMap(text => {
    const key = parseVerifierKey(text);
    return key.ok ? [key.key] : [];
  });
  const opened = verifyCheckpoint(note, {
    origin: origin ?? originOf(keys) ?? '',
    keys: parsed,
  });
  return opened.ok ? opened.checkpoint : opened.reason;
}

/** The hashes of the proof; none when it was not given, which suffices for equal sizes. */
function readProof(
  path: string | undefined,
  host: CommandLineHost,
): readonly Hash[] | undefined {
  if (path === undefined) {
    return [];
  }
  try {
    const { hashes } = ProofSchema.parse(JSON.parse(host.readFile(path)));
    return hashes.flatMap(hash => fromBase64(hash) ?? []);
  } catch {
    return undefined;
  }
}
