import type { ParamRef } from '../policy/policyBinding';
import type { ParamKind } from '../policy/policyParts';
import type { KubernetesObject } from '../request/kubernetesObject';
import { selectorMatches } from './selectorMatches';

/** The objects of a policy's paramKind in the cluster. @public */
export interface ParamStore {
  readonly objects: readonly KubernetesObject[];
  readonly scope: 'Namespaced' | 'Cluster';
}

/** What a binding evaluates its policy with: once for each param, once with null where it takes none; or why it cannot. */
export type CollectedParams =
  | {
      readonly outcome: 'found';
      readonly params: readonly (KubernetesObject | null)[];
    }
  | { readonly outcome: 'failed'; readonly message: string };

/** Of a policy that takes no params. */
export const withoutParams: CollectedParams = {
  outcome: 'found',
  params: [null],
};

/** Finds the params of a binding, in the namespace of the request unless the binding names one. */
export function collectParams(options: {
  readonly paramKind: ParamKind | undefined;
  readonly paramRef: ParamRef | undefined;
  readonly store: ParamStore | undefined;
  /** Of the request; empty for objects of the cluster. */
  readonly namespace: string;
}): CollectedParams {
  const { paramKind, paramRef, store } = options;
  if (paramKind === undefined || paramRef === undefined) {
    return withoutParams;
  }
  if (store === undefined) {
    return failed(
      `paramKind kind \`&ParamKind{APIVersion:${paramKind.apiVersion},Kind:${paramKind.kind},}\` not known`,
    );
  }
  if (store.scope === 'Namespaced') {
    const namespace = paramRef.namespace || options.namespace;
    return namespace === ''
      ? failed(
          'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources',
        )
      : select(
          paramRef,
          store.objects.filter(
            object => (object.metadata?.namespace ?? '') === namespace,
          ),
        );
  }
  return paramRef.namespace
    ? failed(
        'paramRef.namespace must not be provided for a cluster-scoped `paramKind`',
      )
    : select(paramRef, store.objects);
}

function select(
  { name, selector, parameterNotFoundAction }: ParamRef,
  candidates: readonly KubernetesObject[],
): CollectedParams {
  if (!name && selector === undefined) {
    return failed('one of name or selector must be provided');
  }
  if (name && selector !== undefined) {
    return failed('paramRef.name and paramRef.selector are mutually exclusive');
  }
  const params = candidates.filter(({ metadata }) =>
    selector === undefined
      ? metadata?.name === name
      : selectorMatches(selector, metadata?.labels ?? {}),
  );
  return params.length === 0 && parameterNotFoundAction === 'Deny'
    ? failed(
        'no params found for policy binding with `Deny` parameterNotFoundAction',
      )
    : { outcome: 'found', params };
}

function failed(message: string): CollectedParams {
  return { outcome: 'failed', message };
}
