import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  changeControlPermission,
  changeProposePermission,
  changeReadPermission,
  changeVotePermission,
} from '@mandate/plugin-mandate-common';
import type { Caller, ChangeService } from './ChangeService';

type Options = { readonly caller: Caller };

/** Checks Backstage's permissions before each operation. The domain's own rules hold whatever it allows. */
export class AuthorizedChangeService implements ChangeService {
  readonly #inner: ChangeService;
  readonly #permissions: PermissionsService;

  constructor(inner: ChangeService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
  }

  readonly propose: ChangeService['propose'] = async (request, options) => {
    await this.#demand(changeProposePermission, options);
    return this.#inner.propose(request, options);
  };

  readonly simulate: ChangeService['simulate'] = async (request, options) => {
    await this.#demand(changeProposePermission, options);
    return this.#inner.simulate(request, options);
  };

  readonly get: ChangeService['get'] = async (id, options) => {
    await this.#demand(changeReadPermission, options);
    return this.#inner.get(id, options);
  };

  readonly list: ChangeService['list'] = async (filter, options) => {
    await this.#demand(changeReadPermission, options);
    return this.#inner.list(filter, options);
  };

  readonly listApprovals: ChangeService['listApprovals'] = async (
    filter,
    options,
  ) => {
    await this.#demand(changeReadPermission, options);
    return this.#inner.listApprovals(filter, options);
  };

  readonly vote: ChangeService['vote'] = async (id, vote, options) => {
    await this.#demand(changeVotePermission, options);
    return this.#inner.vote(id, vote, options);
  };

  readonly withdrawVote: ChangeService['withdrawVote'] = async (
    id,
    options,
  ) => {
    await this.#demand(changeVotePermission, options);
    return this.#inner.withdrawVote(id, options);
  };

  readonly withdraw: ChangeService['withdraw'] = async (
    id,
    request,
    options,
  ) => {
    await this.#demand(changeControlPermission, options);
    return this.#inner.withdraw(id, request, options);
  };

  readonly abort: ChangeService['abort'] = async (id, request, options) => {
    await this.#demand(changeControlPermission, options);
    return this.#inner.abort(id, request, options);
  };

  readonly remind: ChangeService['remind'] = async (id, options) => {
    await this.#demand(changeControlPermission, options);
    return this.#inner.remind(id, options);
  };

  readonly ask: ChangeService['ask'] = async (id, request, options) => {
    await this.#demand(changeReadPermission, options);
    return this.#inner.ask(id, request, options);
  };

  readonly answer: ChangeService['answer'] = async (id, request, options) => {
    await this.#demand(changeProposePermission, options);
    return this.#inner.answer(id, request, options);
  };

  readonly pause: ChangeService['pause'] = async (id, request, options) => {
    await this.#demand(changeControlPermission, options);
    return this.#inner.pause(id, request, options);
  };

  readonly resume: ChangeService['resume'] = async (id, options) => {
    await this.#demand(changeControlPermission, options);
    return this.#inner.resume(id, options);
  };

  readonly resolve: ChangeService['resolve'] = async (id, request, options) => {
    await this.#demand(changeControlPermission, options);
    return this.#inner.resolve(id, request, options);
  };

  async #demand(permission: BasicPermission, { caller }: Options) {
    const [{ result }] = await this.#permissions.authorize([{ permission }], {
      credentials: caller.credentials,
    });
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You lack the permission '${permission.name}'. Ask whoever looks after the portal's permissions.`,
      );
    }
  }
}
