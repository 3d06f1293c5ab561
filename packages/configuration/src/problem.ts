import { Origin } from './layer/configurationFile';

/**
 * What kind of thing is wrong.
 *
 * @public
 */
export type ConfigurationProblemCode =
  | 'invalid-yaml'
  | 'too-large'
  | 'schema'
  | 'kind-changed'
  | 'removes-nothing'
  | 'missing-key'
  | 'secret-value'
  | 'security'
  | 'limit'
  | 'dependency';

/**
 * Something that is wrong with the configuration, and where.
 *
 * @public
 */
export interface ConfigurationProblem {
  readonly code: ConfigurationProblemCode;
  /** What is wrong and what to do. Never holds a value that may be a secret. */
  readonly message: string;
  /** Such as `database.pools[0].size`; empty for the whole. */
  readonly path: string;
  /** Absent when the value is missing altogether. */
  readonly origin?: Origin;
}
