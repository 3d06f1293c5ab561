import {
  Authorizer,
  ResourceCheck,
} from '../../cel/library/kubernetes/authorizer/authorizer';
import type { Authorize } from '../../cel/library/kubernetes/authorizer/authorizer';
import type { AdmissionAttributes } from '../request/admissionAttributes';

/** What expressions read as `authorizer` and `authorizer.requestResource`. */
export interface AuthorizerValues {
  readonly authorizer: Authorizer;
  readonly requestResource: ResourceCheck;
}

/** The values for a request. `authorize` answers for the user of the request unless asked for a service account. */
export function authorizerValues(
  { resource, subResource, namespace, name }: AdmissionAttributes,
  authorize: Authorize,
): AuthorizerValues {
  const authorizer = new Authorizer(authorize);
  return {
    authorizer,
    requestResource: new ResourceCheck(authorizer, {
      group: resource.group,
      resource: resource.resource,
      subresource: subResource,
      namespace,
      name,
      fieldSelector: '',
      labelSelector: '',
    }),
  };
}
