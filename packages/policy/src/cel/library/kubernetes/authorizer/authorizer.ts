import { types } from '../../../types/celType';
import type { CelType } from '../../../types/celType';
import { CelObjectValue } from '../../../values/runtimeValue';

/** What is asked of the host: may someone do something with a resource, or with a path of the API server. @public */

export type AccessRequest =
  | {
      readonly kind: 'path';
      readonly path: string;
      readonly verb: string;
      readonly serviceAccount?: ServiceAccount;
    }
  | {
      readonly kind: 'resource';
      readonly group: string;
      readonly resource: string;
      readonly subresource: string;
      readonly namespace: string;
      readonly name: string;
      readonly fieldSelector: string;
      readonly labelSelector: string;
      readonly verb: string;
      readonly serviceAccount?: ServiceAccount;
    };

/** Whom to ask for instead of the one who sent the request. @public */

export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** The host's answer. @public */

export interface AccessDecision {
  readonly allowed: boolean;
  readonly reason: string;
  /** Why it could not be decided. */
  readonly error?: string;
}

/** Answers access requests; it must neither throw nor wait. The host supplies it. @public */

export type Authorize = (request: AccessRequest) => AccessDecision;

/** The types of the library. */

export const authorizerTypes = {
  authorizer: types.opaque('kubernetes.authorization.Authorizer'),
  pathCheck: types.opaque('kubernetes.authorization.PathCheck'),
  groupCheck: types.opaque('kubernetes.authorization.GroupCheck'),
  resourceCheck: types.opaque('kubernetes.authorization.ResourceCheck'),
  decision: types.opaque('kubernetes.authorization.Decision'),
} as const;

/** Checks and decisions equal nothing but themselves. */
abstract class AuthorizationValue extends CelObjectValue {
  abstract readonly celType: CelType;

  equalTo(other: CelObjectValue): boolean {
    return other === this;
  }
}

/** The value of the variable `authorizer`. @public */

export class Authorizer extends AuthorizationValue {
  readonly celType = authorizerTypes.authorizer;

  constructor(
    readonly authorize: Authorize,
    readonly serviceAccount?: ServiceAccount,
  ) {
    super();
  }
}

/** The host's answer as a value. */

export class Decision extends AuthorizationValue {
  readonly celType = authorizerTypes.decision;

  constructor(readonly answer: AccessDecision) {
    super();
  }
}

/** A question about a path, without its verb. */

export class PathCheck extends AuthorizationValue {
  readonly celType = authorizerTypes.pathCheck;

  constructor(readonly authorizer: Authorizer, readonly path: string) {
    super();
  }

  check(verb: string): Decision {
    const { authorize, serviceAccount } = this.authorizer;
    return new Decision(
      authorize({ kind: 'path', path: this.path, verb, serviceAccount }),
    );
  }
}

/** A question about an API group. */

export class GroupCheck extends AuthorizationValue {
  readonly celType = authorizerTypes.groupCheck;

  constructor(readonly authorizer: Authorizer, readonly group: string) {
    super();
  }
}

/** What a question about a resource says besides its verb. */

export interface ResourceAttributes {
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly fieldSelector: string;
  readonly labelSelector: string;
}

/** A question about a resource, without its verb; the value of `authorizer.requestResource` too. @public */

export class ResourceCheck extends AuthorizationValue {
  readonly celType = authorizerTypes.resourceCheck;

  constructor(
    readonly authorizer: Authorizer,
    readonly attributes: ResourceAttributes,
  ) {
    super();
  }

  with(changed: Partial<ResourceAttributes>): ResourceCheck {
    return new ResourceCheck(this.authorizer, {
      ...this.attributes,
      ...changed,
    });
  }

  check(verb: string): Decision {
    const { authorize, serviceAccount } = this.authorizer;
    return new Decision(
      authorize({ kind: 'resource', ...this.attributes, verb, serviceAccount }),
    );
  }
}
