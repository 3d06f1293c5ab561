/**
 * The kernel of Mandate as a Backstage backend plugin.
 *
 * @packageDocumentation
 */
export { mandatePlugin as default } from './plugin';
