/**
 * Versions of configuration in a bare git repository, written without a work tree.
 *
 * @packageDocumentation
 */
export * from './repository/ConfigurationRepository';
export * from './repository/configurationEdit';
export type { Remote, SynchronizeOutcome } from './remote/synchronize';
export type { FileContents } from './git/writeTree';
export * from './repository/version';
