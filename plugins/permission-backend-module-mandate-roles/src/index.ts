/**
 * Roles for Mandate as Backstage's permission policy.
 *
 * @packageDocumentation
 */
export { MandateRolePolicy, type RoleMembers } from './MandateRolePolicy';
export { permissionModuleMandateRoles as default } from './module';
export {
  type Grant,
  type MandateRole,
  mandateRoles,
  roleGrants,
} from './roles';
