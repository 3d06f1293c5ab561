/**
 * Form fields for software templates.
 *
 * @packageDocumentation
 */
export { scaffolderFieldsModule as default } from './module';
export { scaffolderFieldsTranslationRef } from './translation';
