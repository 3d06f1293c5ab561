/**
 * Sign in as a role of the example organisation. For development only.
 *
 * @packageDocumentation
 */
export { authModuleDevelopmentRoles as default } from './module';
export { PROVIDER_ID, ROLE_HEADER } from './authenticator';
