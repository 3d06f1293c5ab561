import type { AdmissionAttributes } from '../request/admissionAttributes';

/** How the API server begins a refusal: `deployments.apps "web" is forbidden: …`. */
export function refusedSubject(attributes: AdmissionAttributes): string {
  const { resource, name, object } = attributes;
  const metadata = object?.metadata;
  const shownName =
    name || metadata?.name || metadata?.generateName || 'Unknown';
  const shownResource =
    resource.group === ''
      ? resource.resource
      : `${resource.resource}.${resource.group}`;
  return shownResource === ''
    ? 'forbidden: '
    : `${shownResource} ${JSON.stringify(shownName)} is forbidden: `;
}
