import type { ConfigurationLevelName } from './change/configurationChange';

/**
 * Where a value of a configuration was set.
 *
 * @public
 */
export interface ConfigurationOrigin {
  readonly level: ConfigurationLevelName;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly commit: string;
  readonly author: string;
}

/**
 * A value with where it comes from, and what that overrode, the latest first.
 *
 * @public
 */
export interface ConfigurationValueView {
  /** Such as `database.pools[0].size`. */
  readonly path: string;
  readonly state: 'set' | 'removed' | 'absent';
  readonly value?: unknown;
  readonly origin?: ConfigurationOrigin;
  readonly overrode: readonly {
    readonly value: unknown;
    readonly origin: ConfigurationOrigin;
  }[];
}

/**
 * Something that is wrong with a configuration, and where. Never holds a value that may be a secret.
 *
 * @public
 */
export interface ConfigurationProblemView {
  readonly code: string;
  readonly message: string;
  readonly path: string;
  readonly origin?: ConfigurationOrigin;
}

/**
 * The file of a level; its text is empty where there is none.
 *
 * @public
 */
export interface ConfigurationFileView {
  readonly level: ConfigurationLevelName;
  readonly path: string;
  readonly text: string;
}

/**
 * Where git, what was applied, and the cluster stand to each other.
 *
 * @public
 */
export interface ConfigurationStanding {
  readonly state:
    | 'in-step'
    /** Git has another version than the cluster. */
    | 'not-applied'
    /** Somebody changed it in the cluster. */
    | 'drifted'
    /** Never applied here, or nothing runs. */
    | 'nothing-there'
    | 'unknown';
  /** A sentence. */
  readonly words: string;
}

/**
 * The remote of the repository; absent where there is none.
 *
 * @public
 */
export interface ConfigurationRemoteView {
  readonly state: 'in-step' | 'unreachable' | 'diverged' | 'rewritten';
  readonly words: string;
  readonly at: string;
}

/**
 * The effective configuration of an entity in an environment.
 *
 * @public
 */
export interface ConfigurationView {
  readonly entityRef: string;
  readonly environment: string;
  /** The version shown; absent before the first. */
  readonly commit?: string;
  readonly values: readonly ConfigurationValueView[];
  readonly problems: readonly ConfigurationProblemView[];
  /** What is beyond a limit of a mandate that people may let pass. */
  readonly notices: readonly ConfigurationProblemView[];
  /** From the level that gives way to the one that wins. */
  readonly files: readonly ConfigurationFileView[];
  /** JSON Schema of the whole, for forms and editors. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** JSON Schema of what each level may set. */
  readonly levelSchemas: Readonly<
    Record<ConfigurationLevelName, Readonly<Record<string, unknown>>>
  >;
  readonly standing: ConfigurationStanding;
  readonly remote?: ConfigurationRemoteView;
}

/**
 * A value that two configurations do not share.
 *
 * @public
 */
export interface ConfigurationDifferenceView {
  readonly path: string;
  readonly left: ConfigurationValueView;
  readonly right: ConfigurationValueView;
}

/**
 * A version that touched the files of an entity in an environment.
 *
 * @public
 */
export interface ConfigurationVersionView {
  readonly commit: string;
  readonly author: string;
  /** ISO 8601. */
  readonly at: string;
  /** Why, in a line. */
  readonly subject: string;
  readonly reason?: string;
  /** The change it came from, and what was decided about it; absent for what did not come from Mandate. */
  readonly changeId?: string;
  readonly oversight?: string;
  /** The levels whose files it touched. */
  readonly levels: readonly ConfigurationLevelName[];
  /** What git says of the commit's signature. */
  readonly signature: 'good' | 'bad' | 'unknown-key' | 'none';
}

/**
 * What is wrong with edits that were not proposed yet, and what they come to.
 *
 * @public
 */
export interface ConfigurationCheckView {
  readonly problems: readonly ConfigurationProblemView[];
  /** What people would be asked about. */
  readonly notices: readonly ConfigurationProblemView[];
  readonly differences: readonly ConfigurationDifferenceView[];
  /** The files as they would be. */
  readonly files: readonly ConfigurationFileView[];
}

/**
 * Names that a configuration of an entity in an environment can refer to. Secrets are those that pods of the namespace or
 * the configuration refer to already, with the keys they use: nothing reads Secrets for this list.
 *
 * @public
 */
export interface ConfigurationReferencesView {
  readonly secrets: readonly {
    readonly name: string;
    readonly keys: readonly string[];
  }[];
  /** Components of the same environment. */
  readonly services: readonly string[];
  /** Ports of the entity's own Service. */
  readonly ports: readonly string[];
  /** Services of the namespace with their ports, such as `orders-db:5432`. */
  readonly endpoints: readonly string[];
}
