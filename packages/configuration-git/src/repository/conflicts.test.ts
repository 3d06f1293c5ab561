import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ConfigurationRepository } from './ConfigurationRepository';
import { WriteOutcome } from './version';

jest.setTimeout(120_000);

const ann = { name: 'Ann', email: 'ann@example.org' };
const at = '2026-11-26T12:00:00+00:00';

let directory: string;
let repository: ConfigurationRepository;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'configuration-'));
  repository = await ConfigurationRepository.open(directory);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Writes files on what is newest, or on a given version. */
async function write(
  files: Record<string, string | null>,
  options: { base?: string } = {},
): Promise<WriteOutcome> {
  return repository.write({
    base: 'base' in options ? options.base : await repository.head(),
    contents: new Map(Object.entries(files)),
    author: ann,
    at,
    message: 'Change',
  });
}

async function written(...args: Parameters<typeof write>): Promise<string> {
  const result = await write(...args);
  expect(result.outcome).toBe('written');
  return result.commit;
}

describe('edits at the same time', () => {
  it('both count when they are of different files', async () => {
    const base = await written({ 'a.yaml': '1', 'b.yaml': '1' });
    await written({ 'a.yaml': '2' }, { base });
    const commit = await written({ 'b.yaml': '2' }, { base });
    expect(await repository.read(commit, 'a.yaml')).toBe('2');
    expect(await repository.read(commit, 'b.yaml')).toBe('2');
  });

  it('are a conflict when they are of one file', async () => {
    const base = await written({ 'a.yaml': '1' });
    const other = await written({ 'a.yaml': '2' }, { base });
    expect(await write({ 'a.yaml': '3' }, { base })).toEqual({
      outcome: 'conflict',
      commit: other,
      paths: ['a.yaml'],
    });
    expect(await repository.head()).toBe(other);
  });

  it('of several processes lose nothing: the branch moves by compare and swap', async () => {
    const base = await written({ 'base.yaml': '0' });
    const others = await Promise.all(
      [1, 2, 3].map(() => ConfigurationRepository.open(directory)),
    );
    const results = await Promise.all(
      others.map((other, index) =>
        other.write({
          base,
          contents: new Map([[`p${index}.yaml`, String(index)]]),
          author: ann,
          at,
          message: `Process ${index}`,
        }),
      ),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'written',
      'written',
      'written',
    ]);
    const head = (await repository.head()) ?? '';
    expect(await repository.list(head)).toEqual([
      'base.yaml',
      'p0.yaml',
      'p1.yaml',
      'p2.yaml',
    ]);
    expect(await repository.history({ limit: 10 })).toHaveLength(4);
  });

  it('come, in any order, to what a plain map comes to', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            path: fc.constantFrom('a.yaml', 'f/b.yaml', 'f/g/c.yaml'),
            content: fc.option(fc.string(), { nil: null }),
          }),
          { minLength: 1, maxLength: 5 },
        ),
        async edits => {
          const folder = await mkdtemp(join(tmpdir(), 'configuration-'));
          const other = await ConfigurationRepository.open(folder);
          const model = new Map<string, string>();
          for (const { path, content } of edits) {
            await other.write({
              base: await other.head(),
              contents: new Map([[path, content]]),
              author: ann,
              at,
              message: 'Edit',
            });
            if (content === null) {
              model.delete(path);
            } else {
              model.set(path, content);
            }
          }
          const head = (await other.head()) ?? '';
          expect(await other.list(head)).toEqual([...model.keys()].sort());
          for (const [path, content] of model) {
            expect(await other.read(head, path)).toBe(content);
          }
          await rm(folder, { recursive: true, force: true });
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('a history that was rewritten under us', () => {
  /** The branch gets another first version, and git cleans the old one away. */
  async function rewrite(files: Record<string, string>): Promise<string> {
    const git = (...args: string[]) =>
      execFileSync('git', ['--git-dir', directory, ...args]);
    git('update-ref', '-d', 'refs/heads/main');
    const commit = await written(files);
    git('prune', '--expire=now');
    return commit;
  }

  it('makes an edit of what is gone a conflict, which names the files', async () => {
    const base = await written({ 'a.yaml': '1' });
    const head = await rewrite({ 'a.yaml': '2' });
    expect(await write({ 'a.yaml': '3' }, { base })).toEqual({
      outcome: 'conflict',
      commit: head,
      paths: ['a.yaml'],
    });
    expect(await repository.read(head, 'a.yaml')).toBe('2');
  });

  it('is not gone back over unseen, and written to again once it is seen', async () => {
    const base = await written({ 'a.yaml': '1' });
    const head = await rewrite({ 'a.yaml': '2', 'b.yaml': '3' });
    const back = { to: head, author: ann, at, message: 'Back' };
    expect(await repository.rollBack({ ...back, base })).toMatchObject({
      outcome: 'conflict',
      paths: ['a.yaml', 'b.yaml'],
    });
    expect(await write({ 'a.yaml': '4' })).toMatchObject({
      outcome: 'written',
    });
  });
});
