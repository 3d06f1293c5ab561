import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationRepository } from '@mandate/configuration-git';

/**
 * Opens the repository. One without a version gets the files of the seed folder as its first; where another replica was
 * quicker, its version stands.
 */
export async function openRepository(options: {
  readonly directory: string;
  readonly seed: string | undefined;
  readonly allowedSigners: string | undefined;
  readonly now: () => Date;
}): Promise<ConfigurationRepository> {
  const { directory, seed, allowedSigners, now } = options;
  const repository = await ConfigurationRepository.open(directory, {
    ...(allowedSigners ? { allowedSigners } : {}),
  });
  if (seed !== undefined && (await repository.head()) === undefined) {
    const names = await readdir(seed, { recursive: true });
    const files = names.filter(name => name.endsWith('.yaml'));
    const contents = await Promise.all(
      files.map(
        async name =>
          [
            name.replaceAll('\\', '/'),
            await readFile(join(seed, name), 'utf8'),
          ] as const,
      ),
    );
    await repository.write({
      base: undefined,
      contents: new Map(contents),
      author: { name: 'mandate', email: 'mandate@mandate.invalid' },
      at: now().toISOString(),
      message: 'The first version, from the seed folder',
    });
  }
  return repository;
}
