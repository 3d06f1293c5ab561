import { createMockDirectory } from '@backstage/backend-test-utils';
import { execFileSync } from 'node:child_process';
import { MandateRepository } from './MandateRepository';

jest.setTimeout(60_000);

const PRODUCTION = 'mandate:default/production';

describe('MandateRepository', () => {
  const folder = createMockDirectory();

  function start() {
    const directory = folder.resolve(`${Math.random()}.git`);
    execFileSync('git', ['init', '--bare', '--quiet', directory]);
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['--git-dir', directory, ...args]).toString();
    const repository = new MandateRepository({
      directory,
      branch: 'main',
      path: 'mandates/{name}.yaml',
    });
    const commit = (text: string | undefined, key: string) =>
      repository.commit({
        mandate: PRODUCTION,
        text,
        subject: 'Change mandate production',
        key,
        mayReplace: () => true,
      });
    return { repository, git, commit };
  }

  it('commits a text to a branch, and leaves the other files', async () => {
    const { repository, git, commit } = start();
    await repository.commit({
      mandate: 'mandate:default/development',
      text: 'dev\n',
      subject: 'Add',
      key: '0',
      mayReplace: () => true,
    });
    await expect(commit('one\n', 'c/1')).resolves.toBe('committed');
    await expect(repository.read(PRODUCTION)).resolves.toBe('one\n');
    expect(git('ls-tree', '-r', '--name-only', 'main')).toBe(
      'mandates/development.yaml\nmandates/production.yaml\n',
    );
    expect(git('log', '-1', '--format=%an: %B', 'main')).toMatch(
      /^Mandate: Change mandate production\n\nMandate-Change: c\/1/,
    );
  });

  it('removes a file', async () => {
    const { repository, commit } = start();
    await commit('one\n', 'c/1');
    await commit(undefined, 'c/2');
    await expect(repository.read(PRODUCTION)).resolves.toBeUndefined();
  });

  it('finds the text before a commit again by its key', async () => {
    const { repository, commit } = start();
    await commit('one\n', 'c/1');
    await commit('two\n', 'c/2');
    await expect(repository.textBefore(PRODUCTION, 'c/2')).resolves.toEqual({
      text: 'one\n',
    });
    await expect(repository.textBefore(PRODUCTION, 'c/1')).resolves.toEqual({
      text: undefined,
    });
    await expect(repository.textBefore(PRODUCTION, 'c/3')).resolves.toBe(
      'none',
    );
  });

  it('loses nobody’s commit when many are made at once: those that come late move nothing', async () => {
    const { git, commit } = start();
    await commit('zero\n', 'c/0');
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        commit(`${index}\n`, `r/${index}`),
      ),
    );
    const committed = outcomes.filter(outcome => outcome === 'committed');
    expect(Number(git('rev-list', '--count', 'main'))).toBe(
      1 + committed.length,
    );
    expect(committed.length).toBeGreaterThan(0);
  });
});
