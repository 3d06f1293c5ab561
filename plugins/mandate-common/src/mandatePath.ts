const DEFAULT_NAMESPACE = 'default';

/**
 * What a mandate is called: `mandate:team/services` is `services` in the namespace `team`. A name alone is one in `default`.
 *
 * @public
 */
export function mandateNameParts(ref: string): {
  readonly namespace: string;
  readonly name: string;
} {
  const [name = '', namespace = DEFAULT_NAMESPACE] = ref
    .replace(/^[^:]*:/, '')
    .split('/')
    .reverse();
  return { namespace, name };
}

/**
 * Whether names alone mean a mandate of this namespace.
 *
 * @public
 */
export function isDefaultNamespace(namespace: string): boolean {
  return namespace === DEFAULT_NAMESPACE;
}

/**
 * The path of a mandate's page within the portal: `/mandates/services`, and `/mandates/team/services` of another namespace than
 * `default`.
 *
 * @public
 */
export function mandatePath(entityRef: string): string {
  const { namespace, name } = mandateNameParts(entityRef);
  const parts = isDefaultNamespace(namespace) ? [name] : [namespace, name];
  return `/mandates/${parts.map(encodeURIComponent).join('/')}`;
}
