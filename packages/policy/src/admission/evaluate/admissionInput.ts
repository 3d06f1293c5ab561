import type { EquivalentResource } from '../matching/matchRequest';
import type { ParamStore } from '../matching/collectParams';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import type { Namespaces } from '../request/namespaces';
import type { Authorize } from '../../cel/library/kubernetes/authorizer/authorizer';

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
  /** What `authorizer` answers for the request's user. */
  readonly authorize: Authorize;
  /** Other versions of the request's resource, for policies whose rules name those. */
  readonly equivalents?: readonly EquivalentResource[];
}
