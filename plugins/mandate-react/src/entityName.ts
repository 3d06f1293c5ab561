/**
 * What people call an entity: `group:default/platform` is `platform`.
 *
 * @public
 */
export function entityName(ref: string): string {
  return ref.replace(/^[^:]*:/, '').replace(/^default\//, '');
}
