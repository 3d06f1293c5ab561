import {
  Authorizer,
  ResourceCheck,
} from '../../cel/library/kubernetes/authorizer/authorizer';
import type { Authorize } from '../../cel/library/kubernetes/authorizer/authorizer';
import type { AdmissionAttributes } from '../request/admissionAttributes';

const valuesByAttributes = new WeakMap<AdmissionAttributes, AuthorizerValues>();

/** What expressions read as `authorizer` and `authorizer.requestResource`. */
export interface AuthorizerValues {
  readonly authorizer: Authorizer;
  readonly requestResource: ResourceCheck;
}

/**
 * The values for a request, kept for the other policies. `authorize` answers for the user of the request unless asked for a
 * service account.
 */
export function authorizerValues(
  attributes: AdmissionAttributes,
  authorize: Authorize,
): AuthorizerValues {
  const known = valuesByAttributes.get(attributes);
  if (known?.authorizer.authorize === authorize) {
    return known;
  }
  const { resource, subResource, namespace, name } = attributes;
  const authorizer = new Authorizer(authorize);
  const values: AuthorizerValues = {
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
  valuesByAttributes.set(attributes, values);
  return values;
}
