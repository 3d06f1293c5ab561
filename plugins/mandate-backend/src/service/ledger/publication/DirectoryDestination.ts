import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { LogDestination, LogFile, LogUpdate } from './LogDestination';

/** What Node says when there is no such file. */
const notFoundSchema = z.object({ code: z.literal('ENOENT') });

/** Publishes into a folder, for a web server or a synchronised store. Each file appears whole or not at all. */
export class DirectoryDestination implements LogDestination {
  readonly name: string;
  readonly #path: string;

  constructor(path: string) {
    this.name = `directory ${path}`;
    this.#path = path;
  }

  async readFile(path: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(join(this.#path, path));
    } catch (error) {
      if (notFoundSchema.safeParse(error).success) {
        return undefined;
      }
      throw error;
    }
  }

  async write(update: LogUpdate): Promise<void> {
    for await (const file of update.files) {
      await this.#writeFile(file);
    }
    await this.#writeFile({ path: 'checkpoint', bytes: update.checkpoint });
    for (const folder of update.obsolete) {
      await rm(join(this.#path, folder), { recursive: true, force: true });
    }
  }

  async #writeFile({ path, bytes }: LogFile): Promise<void> {
    const target = join(this.#path, path);
    await mkdir(dirname(target), { recursive: true });
    const unfinished = `${target}.unfinished`;
    const handle = await open(unfinished, 'w', 0o644);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, target);
  }
}
