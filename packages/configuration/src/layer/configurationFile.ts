/**
 * The levels of configuration, from the one that gives way to all others to the one that wins.
 *
 * @public
 */
export const configurationLevels = [
  'global',
  'environment',
  'service',
  'instance',
] as const;

/**
 * One of {@link configurationLevels}.
 *
 * @public
 */
export type ConfigurationLevel = (typeof configurationLevels)[number];

/**
 * Who last changed something, and in which commit.
 *
 * @public
 */
export interface Revision {
  readonly commit: string;
  readonly author: string;
}

/**
 * A file of configuration, as it is at one commit.
 *
 * @public
 */
export interface ConfigurationFile extends Revision {
  readonly level: ConfigurationLevel;
  /** Path in the repository. */
  readonly path: string;
  /** YAML. */
  readonly text: string;
  /** Who last changed each line, from line 1, as blame tells; lines that are not in it have the file's revision. */
  readonly lines?: ReadonlyMap<number, Revision>;
}

/**
 * Where a value was set.
 *
 * @public
 */
export interface Origin extends Revision {
  readonly level: ConfigurationLevel;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/**
 * Longest file that is read, in characters. A ConfigMap, where it ends up, holds no more; and reading one keeps whoever reads
 * it busy for less than a second.
 *
 * @public
 */
export const LONGEST_FILE = 1_000_000;
