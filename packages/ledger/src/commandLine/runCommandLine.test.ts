import { type Bundle } from '../bundle/bundle';
import { fromBase64, toBase64 } from '../bytes/base64';
import { publishedLog } from '../testing/publishedLog';
import { ORIGIN, sampleBundle, sampleSigner } from '../testing/sampleLedger';
import { StoredTree } from '../testing/storedTree';
import { runCommandLine } from './runCommandLine';

const KEY = sampleSigner().verifierKey.text;

let bundle: Bundle;
let files: Map<string, string>;
let logs: Map<string, Map<string, Uint8Array>>;

beforeAll(async () => {
  bundle = await sampleBundle({ size: 4, checkpointsAt: [2, 4] });
  const longer = await sampleBundle({ size: 6, checkpointsAt: [6] });
  const forked = await sampleBundle({
    size: 6,
    checkpointsAt: [6],
    divergesAt: 3,
  });
  const newer = await sampleBundle({
    size: 4,
    checkpointsAt: [4],
    ofTheFuture: [1, 2],
  });
  logs = new Map([
    ['log', publishedLog(longer)],
    ['newer-log', publishedLog(newer)],
  ]);
  const changed = JSON.stringify(bundle).replace('change-2', 'change-9');
  files = new Map([
    ['bundle.json', JSON.stringify(bundle, null, 2)],
    ['newer.json', JSON.stringify(newer)],
    ['longer.json', JSON.stringify(longer)],
    ['forked.json', JSON.stringify(forked)],
    ['changed.json', changed],
    ['torn.json', changed.slice(0, 500)],
    ['2.txt', bundle.checkpoints[0] ?? ''],
    ['4.txt', bundle.checkpoints[1] ?? ''],
    ['forked.txt', forked.checkpoints.join('')],
    ['proof.json', JSON.stringify({ from: 2, to: 4, hashes: proofOf(bundle) })],
    ['known.txt', longer.checkpoints.join('')],
  ]);
});

/** That the ledger of four entries continues that of two. */
function proofOf({ entries }: Bundle): readonly string[] {
  const leaves = entries.flatMap(({ leafHash }) => fromBase64(leafHash) ?? []);
  return new StoredTree(leaves).consistency(2, 4).map(toBase64);
}

function run(...args: string[]) {
  return runCommandLine(args, {
    readFile: path => {
      const text = files.get(path);
      if (text === undefined) {
        throw new Error(`ENOENT: no such file: ${path}`);
      }
      return text;
    },
    readBytes: (directory, path) => logs.get(directory)?.get(path),
  });
}

describe('mandate-ledger verify', () => {
  it('answers 0 and one sentence for an intact bundle', () => {
    expect(run('verify', 'bundle.json', '--key', KEY)).toEqual({
      exitCode: 0,
      output: expect.stringMatching(
        /^All 4 entries of portal\.example\.com\/ledger are intact, root \S{44}\.$/,
      ),
    });
  });

  it('says so when the key came with the bundle', () => {
    expect(run('verify', 'bundle.json').output).toContain('give --key');
  });

  it('answers 0 for entries of kinds that only a newer version knows, and says how many', () => {
    expect(run('verify', 'newer.json', '--key', KEY)).toEqual({
      exitCode: 0,
      output: expect.stringMatching(
        /^All 4 entries [^]* are intact[^]*\. 2 entries are of kinds that this version of the program does not know/,
      ),
    });
    expect(run('tiles', 'newer-log', '--key', KEY)).toEqual({
      exitCode: 0,
      output: expect.stringContaining('2 entries are of kinds'),
    });
  });

  it('answers 1 and names the first bad entry', () => {
    expect(run('verify', 'changed.json', `--key=${KEY}`)).toEqual({
      exitCode: 1,
      output:
        'Entry 2 was changed: its content does not have the hash that was recorded when it was appended.',
    });
  });

  it('answers 1 for a file that was torn off', () => {
    expect(run('verify', 'torn.json')).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('torn.json is not JSON'),
    });
  });

  it('holds the bundle against the key, the origin and the checkpoints given', () => {
    const other = sampleSigner(2).verifierKey.text;
    expect(run('verify', 'bundle.json', '--key', other).exitCode).toBe(1);
    expect(run('verify', 'bundle.json', '--origin', 'other').exitCode).toBe(1);
    expect(run('verify', 'bundle.json', '--origin', ORIGIN).exitCode).toBe(0);
    expect(run('verify', 'bundle.json', '--known', 'known.txt')).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('ends before entry 4'),
    });
  });
});

describe('mandate-ledger compare', () => {
  it('answers 0 when one continues the other', () => {
    expect(run('compare', 'bundle.json', 'longer.json')).toEqual({
      exitCode: 0,
      output: 'longer.json continues the other after 4 entries.',
    });
    expect(run('compare', 'bundle.json', 'bundle.json').exitCode).toBe(0);
  });

  it('answers 1 and names the entry where they part', () => {
    expect(run('compare', 'longer.json', 'forked.json')).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('from entry 3 on'),
    });
  });

  it('answers 1 and names the file that does not hold', () => {
    expect(run('compare', 'bundle.json', 'changed.json')).toMatchObject({
      exitCode: 1,
      output: expect.stringMatching(/^changed\.json: Entry 2 was changed/),
    });
    expect(run('compare', 'bundle.json', 'torn.json').exitCode).toBe(1);
  });
});

describe('mandate-ledger', () => {
  it.each([[[]], [['--help']], [['verify', '--help']]])(
    'explains itself for %j',
    args => {
      expect(run(...args)).toMatchObject({
        exitCode: 0,
        output: expect.stringContaining('mandate-ledger verify BUNDLE'),
      });
    },
  );

  it.each([
    [['verify']],
    [['verify', 'a', 'b']],
    [['compare', 'a']],
    [['compare', 'a', 'b', 'c']],
    [['approve', 'bundle.json']],
    [['verify', 'bundle.json', '--keys', 'x']],
    [['verify', 'bundle.json', '--key']],
    [['verify', 'bundle.json', '--key=']],
    [['verify', 'nowhere.json']],
    [['verify', 'bundle.json', '--known', 'nowhere.txt']],
  ])('answers 2, never 0, for %j', args => {
    expect(run(...args).exitCode).toBe(2);
  });
});

describe('mandate-ledger tiles', () => {
  it('answers 0 for an intact log that continues what was known', () => {
    expect(run('tiles', 'log', '--key', KEY, '--known', '4.txt')).toEqual({
      exitCode: 0,
      output: expect.stringMatching(/^All 6 entries of portal\S+ are intact/),
    });
  });

  it.each([
    ['a fork', ['log', '--known', 'forked.txt'], 'forked'],
    ['a log that is not there', ['nowhere'], 'checkpoint is not there'],
  ])('answers 1 for %s', (_, args, words) => {
    expect(run('tiles', ...args, '--key', KEY)).toEqual({
      exitCode: 1,
      output: expect.stringContaining(words),
    });
  });

  it('answers 2 without a key', () => {
    expect(run('tiles', 'log')).toMatchObject({ exitCode: 2 });
  });
});

describe('mandate-ledger consistency', () => {
  it.each([
    ['with the proof', ['2.txt', '4.txt', '--proof', 'proof.json'], 0],
    ['in whichever order', ['4.txt', '2.txt', '--proof', 'proof.json'], 0],
    ['of one with itself', ['4.txt', '4.txt'], 0],
    ['without the proof', ['2.txt', '4.txt'], 1],
    [
      'of others with that proof',
      ['2.txt', 'known.txt', '--proof', 'proof.json'],
      1,
    ],
    ['of a fork', ['forked.txt', 'known.txt'], 1],
    ['with a proof that is none', ['2.txt', '4.txt', '--proof', '2.txt'], 2],
  ])('answers what it can show %s', (_, args, exitCode) => {
    expect(run('consistency', ...args, '--key', KEY)).toMatchObject({
      exitCode,
    });
  });

  it('trusts only the given key', () => {
    const other = sampleSigner(2).verifierKey.text;
    expect(run('consistency', '4.txt', '4.txt', '--key', other)).toMatchObject({
      exitCode: 1,
    });
  });
});
