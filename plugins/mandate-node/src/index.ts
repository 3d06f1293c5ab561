/**
 * Extension points and ports for modules of the mandate plugin.
 *
 * @packageDocumentation
 */
export * from './assessor';
export * from './changeKind';
export * from './clusterAccess';
export * from './detector';
export * from './extensionPoints';
export * from './notifier';
export * from './preflight';
export * from './targetDirectory';
export * from './templates';
export * from './workload/fields';
export * from './workload/quantity';
export * from './workload/workload';
export * from './permissions/changeResource';
export * from './permissions/changeRules';
