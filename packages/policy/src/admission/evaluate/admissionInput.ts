import type { EquivalentResource } from '../matching/matchRequest';
import type { ParamStore } from '../matching/collectParams';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import type { Namespaces } from '../request/namespaces';
import type { AuthorizerValues } from './bindings';

/**
 * What policies are evaluated on: one request, and what of the cluster they may read.
 *
 * @public
 */
export interface AdmissionInput {
  readonly attributes: AdmissionAttributes;
  readonly namespaces: Namespaces;
  /** The objects of a paramKind; undefined when the cluster has no such kind. */
  readonly paramsOf: (paramKind: {
    readonly apiVersion: string;
    readonly kind: string;
  }) => ParamStore | undefined;
  /** What `authorizer` answers. */
  readonly authorizer: AuthorizerValues;
  /** Other versions of the request's resource, for policies whose rules name those. */
  readonly equivalents?: readonly EquivalentResource[];
}
