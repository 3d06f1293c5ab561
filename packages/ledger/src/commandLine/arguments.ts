/** How the program is called. */
export const USAGE = `Checks ledgers offline: exported bundles, published logs, and checkpoints that were kept.

  mandate-ledger verify BUNDLE [--key KEY]… [--origin ORIGIN] [--known FILE]…
  mandate-ledger compare BUNDLE BUNDLE [--key KEY]… [--origin ORIGIN]
  mandate-ledger tiles DIRECTORY --key KEY… [--origin ORIGIN] [--known FILE]…
  mandate-ledger consistency CHECKPOINT CHECKPOINT --key KEY… [--proof FILE]

  --key     a verifier key (name+id+base64) that you got from elsewhere than the bundle
  --origin  the ledger it has to be
  --known   a signed checkpoint that you kept from before; bundle or log must continue it
  --proof   what the portal answers at /ledger/consistency?from=…&to=… for the two sizes

Exit codes: 0 it holds, 1 it does not, 2 it could not be checked.`;

interface Expectations {
  readonly keys: readonly string[];
  readonly origin: string | undefined;
  readonly known: readonly string[];
  readonly proof: string | undefined;
}

/** What was asked. */
export type ParsedArguments =
  | { readonly command: 'help' }
  | { readonly command: 'unclear'; readonly reason: string }
  | ({ readonly command: 'verify'; readonly bundle: string } & Expectations)
  | ({ readonly command: 'tiles'; readonly directory: string } & Expectations)
  | ({
      readonly command: 'compare' | 'consistency';
      readonly first: string;
      readonly second: string;
    } & Expectations);

const OPTIONS = ['--key', '--origin', '--known', '--proof'];

/** Reads the program's arguments. Anything not understood is refused: a check left out by a typing error would look passed. */
export function parseArguments(args: readonly string[]): ParsedArguments {
  if (args.length === 0 || args.includes('--help')) {
    return { command: 'help' };
  }
  const words: string[] = [];
  const values = new Map<string, string[]>(OPTIONS.map(option => [option, []]));
  for (let position = 0; position < args.length; position += 1) {
    const argument = args[position] ?? '';
    const [option = '', ...inline] = argument.split('=');
    const collected = values.get(option);
    if (!argument.startsWith('--')) {
      words.push(argument);
    } else if (collected === undefined) {
      return { command: 'unclear', reason: `There is no option ${option}.` };
    } else {
      const value = inline.length > 0 ? inline.join('=') : args[position + 1];
      if (value === undefined || value === '') {
        return { command: 'unclear', reason: `${option} wants a value.` };
      }
      collected.push(value);
      position += inline.length > 0 ? 0 : 1;
    }
  }
  return commandOf(words, {
    keys: values.get('--key') ?? [],
    origin: values.get('--origin')?.at(-1),
    known: values.get('--known') ?? [],
    proof: values.get('--proof')?.at(-1),
  });
}

function commandOf(
  words: readonly string[],
  expectations: Expectations,
): ParsedArguments {
  const [command, first, second, ...rest] = words;
  if (command === 'verify' && first !== undefined && second === undefined) {
    return { command, bundle: first, ...expectations };
  }
  if (command === 'tiles' && first !== undefined && second === undefined) {
    return { command, directory: first, ...expectations };
  }
  if (
    (command === 'compare' || command === 'consistency') &&
    first !== undefined &&
    second !== undefined &&
    rest.length === 0
  ) {
    return { command, first, second, ...expectations };
  }
  return {
    command: 'unclear',
    reason:
      'Say verify and one bundle, compare and two, tiles and a directory, or consistency and two checkpoints.',
  };
}
