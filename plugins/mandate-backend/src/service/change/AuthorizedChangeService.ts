import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import {
  changeControlPermission,
  type ChangeDetail,
  changeProposePermission,
  changeReadPermission,
  changeVotePermission,
} from '@mandate/plugin-mandate-common';
import {
  ChangeAccess,
  type ChangePermission,
} from '../../permissions/ChangeAccess';
import {
  narrowAllowed,
  narrowAllowedAfter,
  narrowAllowedOf,
} from '../../permissions/narrowAllowed';
import { demandPermission } from '../operations/demandPermission';
import type { Caller, ChangeService } from './ChangeService';

type Options = { readonly caller: Caller };

/**
 * Checks Backstage's permissions before each operation; lists show what is permitted, and changes offer only what is. The
 * domain's own rules hold whatever it allows.
 */
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
    return this.#done(this.#inner.propose(request, options), options);
  };

  readonly simulate: ChangeService['simulate'] = async (request, options) => {
    await this.#demand(changeProposePermission, options);
    return this.#inner.simulate(request, options);
  };

  readonly get: ChangeService['get'] = async (id, options) => {
    await this.#access.demand(changeReadPermission, options.caller, id);
    return narrowAllowedOf(
      this.#access,
      options.caller,
      await this.#inner.get(id, options),
    );
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
    const page = await this.#inner.listApprovals(filter, {
      ...options,
      permitted,
    });
    const items = await narrowAllowed(this.#access, options.caller, page.items);
    return {
      ...page,
      items: items.filter(
        ({ allowed }) => !filter.mine || allowed.approve.allowed,
      ),
    };
  };

  readonly vote: ChangeService['vote'] = async (id, vote, options) => {
    await this.#demandToo(changeVotePermission, options, id);
    return this.#done(this.#inner.vote(id, vote, options), options);
  };

  readonly withdrawVote: ChangeService['withdrawVote'] = async (
    id,
    options,
  ) => {
    await this.#demandToo(changeVotePermission, options, id);
    return this.#done(this.#inner.withdrawVote(id, options), options);
  };

  readonly withdraw: ChangeService['withdraw'] = async (
    id,
    request,
    options,
  ) => {
    await this.#demandToo(changeControlPermission, options, id);
    return this.#done(this.#inner.withdraw(id, request, options), options);
  };

  readonly abort: ChangeService['abort'] = async (id, request, options) => {
    await this.#demandToo(changeControlPermission, options, id);
    return this.#done(this.#inner.abort(id, request, options), options);
  };

  readonly remind: ChangeService['remind'] = async (id, options) => {
    await this.#demandToo(changeControlPermission, options, id);
    return this.#done(this.#inner.remind(id, options), options);
  };

  readonly ask: ChangeService['ask'] = async (id, request, options) => {
    await this.#access.demand(changeReadPermission, options.caller, id);
    return this.#done(this.#inner.ask(id, request, options), options);
  };

  readonly answer: ChangeService['answer'] = async (id, request, options) => {
    await this.#demand(changeProposePermission, options);
    await this.#access.demand(changeReadPermission, options.caller, id);
    return this.#done(this.#inner.answer(id, request, options), options);
  };

  readonly attachTestResults: ChangeService['attachTestResults'] = async (
    id,
    request,
    options,
  ) => {
    await this.#demand(changeProposePermission, options);
    // It answers with the whole change.
    await this.#access.demand(changeReadPermission, options.caller, id);
    return this.#done(
      this.#inner.attachTestResults(id, request, options),
      options,
    );
  };

  readonly pause: ChangeService['pause'] = async (id, request, options) => {
    await this.#demandToo(changeControlPermission, options, id);
    return this.#done(this.#inner.pause(id, request, options), options);
  };

  readonly resume: ChangeService['resume'] = async (id, options) => {
    await this.#demandToo(changeControlPermission, options, id);
    return this.#done(this.#inner.resume(id, options), options);
  };

  readonly resolve: ChangeService['resolve'] = async (id, request, options) => {
    await this.#demandToo(changeControlPermission, options, id);
    return this.#done(this.#inner.resolve(id, request, options), options);
  };

  async #done(
    answer: Promise<ChangeDetail>,
    { caller }: Options,
  ): Promise<ChangeDetail> {
    return narrowAllowedAfter(this.#access, caller, await answer);
  }

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
