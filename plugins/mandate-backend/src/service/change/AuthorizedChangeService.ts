import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import {
  changeControlPermission,
  changeProposePermission,
  changeReadPermission,
  changeVotePermission,
} from '@mandate/plugin-mandate-common';
import {
  ChangeAccess,
  type ChangePermission,
} from '../../permissions/ChangeAccess';
import { demandPermission } from '../operations/demandPermission';
import type { Caller, ChangeService } from './ChangeService';

type Options = { readonly caller: Caller };

/** Checks Backstage's permissions before each operation; lists show what is permitted. The domain's own rules hold whatever it allows. */
export class AuthorizedChangeService implements ChangeService {
  readonly #inner: ChangeService;
  readonly #permissions: PermissionsService;
  readonly #access: ChangeAccess;

  constructor(inner: ChangeService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
    this.#access = new ChangeAccess(permissions);
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
    await this.#access.demand(changeReadPermission, options.caller, id);
    return this.#inner.get(id, options);
  };

  readonly list: ChangeService['list'] = async (filter, options) => {
    const permitted = await this.#access.permitted(
      changeReadPermission,
      options.caller,
    );
    return this.#inner.list(filter, { ...options, permitted });
  };

  readonly listApprovals: ChangeService['listApprovals'] = async (
    filter,
    options,
  ) => {
    const permitted = await this.#access.permitted(
      changeReadPermission,
      options.caller,
    );
    return this.#inner.listApprovals(filter, { ...options, permitted });
  };

  readonly vote: ChangeService['vote'] = async (id, vote, options) => {
    await this.#demandToo(changeVotePermission, options, id);
    return this.#inner.vote(id, vote, options);
  };

  readonly withdrawVote: ChangeService['withdrawVote'] = async (
    id,
    options,
  ) => {
    await this.#demandToo(changeVotePermission, options, id);
    return this.#inner.withdrawVote(id, options);
  };

  readonly withdraw: ChangeService['withdraw'] = async (
    id,
    request,
    options,
  ) => {
    await this.#demandToo(changeControlPermission, options, id);
    return this.#inner.withdraw(id, request, options);
  };

  readonly abort: ChangeService['abort'] = async (id, request, options) => {
    await this.#demandToo(changeControlPermission, options, id);
    return this.#inner.abort(id, request, options);
  };

  readonly remind: ChangeService['remind'] = async (id, options) => {
    await this.#demandToo(changeControlPermission, options, id);
    return this.#inner.remind(id, options);
  };

  readonly ask: ChangeService['ask'] = async (id, request, options) => {
    await this.#access.demand(changeReadPermission, options.caller, id);
    return this.#inner.ask(id, request, options);
  };

  readonly answer: ChangeService['answer'] = async (id, request, options) => {
    await this.#demand(changeProposePermission, options);
    await this.#access.demand(changeReadPermission, options.caller, id);
    return this.#inner.answer(id, request, options);
  };

  readonly attachTestResults: ChangeService['attachTestResults'] = async (
    id,
    request,
    options,
  ) => {
    await this.#demand(changeProposePermission, options);
    // It answers with the whole change.
    await this.#access.demand(changeReadPermission, options.caller, id);
    return this.#inner.attachTestResults(id, request, options);
  };

  readonly pause: ChangeService['pause'] = async (id, request, options) => {
    await this.#demandToo(changeControlPermission, options, id);
    return this.#inner.pause(id, request, options);
  };

  readonly resume: ChangeService['resume'] = async (id, options) => {
    await this.#demandToo(changeControlPermission, options, id);
    return this.#inner.resume(id, options);
  };

  readonly resolve: ChangeService['resolve'] = async (id, request, options) => {
    await this.#demandToo(changeControlPermission, options, id);
    return this.#inner.resolve(id, request, options);
  };

  /** All of these answer with the whole change. */
  async #demandToo(
    permission: ChangePermission,
    { caller }: Options,
    id: string,
  ): Promise<void> {
    await this.#access.demand(permission, caller, id);
    await this.#access.demand(changeReadPermission, caller, id);
  }

  #demand(permission: BasicPermission, { caller }: Options): Promise<void> {
    return demandPermission(this.#permissions, permission, caller);
  }
}
