import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import {
  configurationLevels,
  type ConfigurationLevel,
  type ConfigurationSchemas,
  isJsonObject,
  type JsonObject,
} from '@mandate/configuration';
import type { TargetReference } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { serviceName } from '../domain/levelFiles';

/** What a level may set that has no schema. */
const ANYTHING: JsonObject = {};

/**
 * Schemas in a folder, read at each use: `effective.json` for all services or `services/<name>.json` for one, and
 * `levels/<level>.json` for what a level may set. They are outside the repository, so that no edit of configuration
 * changes what an edit may do.
 */
export class SchemaFolder {
  /** What was read last, by file: while its text is the same, it is not compiled again for each of thousands of targets. */
  readonly #known = new Map<
    string,
    { readonly text: string; readonly schema: JsonObject }
  >();

  constructor(private readonly directory: string) {}

  /** The schemas of a target; throws `ServiceUnavailableError` when they cannot be read. */
  async of(target: TargetReference): Promise<ConfigurationSchemas> {
    const service = serviceName(target.entityRef);
    const effective =
      (await this.read(`services/${service}.json`)) ??
      (await this.read('effective.json'));
    if (!effective) {
      throw new ServiceUnavailableError(
        `There is no effective.json in ${this.directory} (mandate.configuration.schemas), so no configuration can be checked.`,
      );
    }
    const levels = await Promise.all(
      configurationLevels.map(
        async level =>
          [
            level,
            (await this.read(`levels/${level}.json`)) ?? ANYTHING,
          ] as const,
      ),
    );
    return {
      effective,
      // safety: the entries are one for each level.
      levels: Object.fromEntries(levels) as Record<
        ConfigurationLevel,
        JsonObject
      >,
    };
  }

  private async read(name: string): Promise<JsonObject | undefined> {
    let text: string;
    try {
      text = await readFile(join(this.directory, name), 'utf8');
    } catch (error) {
      if (isError(error) && error.code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
    const known = this.#known.get(name);
    if (known?.text === text) {
      return known.schema;
    }
    const parsed = z.json().safeParse(parseJson(text));
    if (!parsed.success || !isJsonObject(parsed.data)) {
      throw new ServiceUnavailableError(
        `${name} in ${this.directory} is no JSON Schema. Mend the file; nothing can be checked before.`,
      );
    }
    this.#known.set(name, { text, schema: parsed.data });
    return parsed.data;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
