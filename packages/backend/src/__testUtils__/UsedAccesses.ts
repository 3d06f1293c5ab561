import {
  type Access,
  accessOfRequest,
  accessWords,
} from '@mandate/plugin-mandate-backend-module-kubernetes';

/** The accesses of requests that a cluster allowed, as RBAC says them. */
export class UsedAccesses {
  readonly #words = new Set<string>();

  /** `path` has its query. */
  add(answered: {
    readonly method: string;
    readonly path: string;
    readonly status: number;
  }): void {
    const access = accessOfRequest(answered.method, answered.path);
    if (!access) {
      return;
    }
    this.#words.add(accessWords(access));
    // An apply that makes the object asks for both verbs.
    if (answered.method === 'PATCH' && answered.status === 201) {
      this.#words.add(accessWords({ ...access, verb: 'create' }));
    }
  }

  has(access: Access): boolean {
    return this.#words.has(accessWords(access));
  }
}
