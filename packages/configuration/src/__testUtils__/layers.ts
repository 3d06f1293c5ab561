import { JsonObject } from '../json';
import {
  ConfigurationLevel,
  configurationLevels,
} from '../layer/configurationFile';
import { ConfigurationLayer, readLayer } from '../layer/readLayer';
import { ConfigurationSchemas } from '../schema/configurationSchema';

/** A layer of this text; fails the test with all problems when it cannot be read. */
export function layer(
  level: ConfigurationLevel,
  text: string,
): ConfigurationLayer {
  const result = readLayer({
    level,
    path: `${level}.yaml`,
    text,
    commit: `commit-of-${level}`,
    author: `author-of-${level}`,
  });
  if (!result.ok) {
    throw new Error(result.problems.map(({ message }) => message).join('\n'));
  }
  return result.layer;
}

/** Layers of the texts, in the order of the levels. */
export function layers(...texts: readonly string[]): ConfigurationLayer[] {
  return texts.map((text, index) => layer(configurationLevels[index], text));
}

/** The same schema for every level and the whole, but for what the levels need not have. */
export function schemas(effective: JsonObject): ConfigurationSchemas {
  const { required: _, ...level } = effective;
  return {
    effective,
    levels: {
      global: level,
      environment: level,
      service: level,
      instance: level,
    },
  };
}
