import { extendEnvironment } from '../../cel/environments/createEnvironment';
import { authorizerTypes } from '../../cel/library/kubernetes/authorizer/authorizer';
import type { CelEnvironment } from '../../cel/library/celEnvironment';
import { types } from '../../cel/types/celType';
import type { CelType } from '../../cel/types/celType';
import type { TypeProvider } from '../../cel/types/typeProvider';
import { admissionTypeProvider, variablesType } from './admissionTypes';
import { jsonPatchLibrary } from '../../cel/library/kubernetes/jsonPatchLibrary';
import { patchTypes } from './patchTypes';

const untyped: ObjectTypes = { provider: { findType: () => undefined } };

const authorizerVariables = {
  authorizer: { type: authorizerTypes.authorizer },
  'authorizer.requestResource': { type: authorizerTypes.resourceCheck },
};

/** What an expression of a policy may use beside `object`, `oldObject`, `request`, `namespaceObject` and `variables`. */
export interface ExpressionScope {
  /** The policy has a paramKind, so there is `params`. */
  readonly hasParams: boolean;
  /** `authorizer`, which messages may not use. */
  readonly hasAuthorizer: boolean;
  /** `Object{…}`, `JSONPatch{…}` and `jsonpatch.escapeKey`, for mutations. */
  readonly hasPatchTypes: boolean;
}

/** Types for `object` and `params`, where a schema is known; without one they are dyn. */
export interface ObjectTypes {
  readonly provider: TypeProvider;
  readonly object?: CelType;
  readonly params?: CelType;
}

/** The environment of an expression: Kubernetes' own, with the variables of admission. */
export function admissionEnvironment(
  base: CelEnvironment,
  scope: ExpressionScope,
  variables: ReadonlyMap<string, CelType>,
  objectTypes: ObjectTypes = untyped,
): CelEnvironment {
  const object = { type: objectTypes.object ?? types.dyn };
  return extendEnvironment(base, {
    libraries: scope.hasPatchTypes ? [jsonPatchLibrary] : [],
    variables: {
      object,
      oldObject: object,
      request: { type: types.object('kubernetes.AdmissionRequest') },
      namespaceObject: { type: types.object('kubernetes.Namespace') },
      variables: { type: types.object(variablesType) },
      ...(scope.hasParams && {
        params: { type: objectTypes.params ?? types.dyn },
      }),
      ...(scope.hasAuthorizer && authorizerVariables),
    },
    types: admissionTypeProvider(variables, {
      findType: name =>
        (scope.hasPatchTypes ? patchTypes.findType(name) : undefined) ??
        objectTypes.provider.findType(name) ??
        base.types.findType(name),
    }),
  });
}
