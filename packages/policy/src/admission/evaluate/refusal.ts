import type { AdmissionAttributes } from '../request/admissionAttributes';

/** How the API server words a refusal: `deployments.apps "web" is forbidden: …`. */
export function refusalMessage(
  attributes: AdmissionAttributes,
  detail: string,
): string {
  const { resource, name, object } = attributes;
  const metadata = object?.metadata;
  const shownName =
    name || metadata?.name || metadata?.generateName || 'Unknown';
  const shownResource =
    resource.group === ''
      ? resource.resource
      : `${resource.resource}.${resource.group}`;
  return shownResource === ''
    ? `forbidden: ${detail}`
    : `${shownResource} ${JSON.stringify(shownName)} is forbidden: ${detail}`;
}
