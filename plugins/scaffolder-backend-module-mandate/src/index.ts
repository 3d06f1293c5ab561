/**
 * Scaffolder actions that turn approved templates into changes.
 *
 * @packageDocumentation
 */
export { scaffolderModuleMandate as default } from './module';
