import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  changeProposePermission,
  changeReadPermission,
  type ChangeSetView,
  changeVotePermission,
} from '@mandate/plugin-mandate-common';
import {
  ChangeAccess,
  type ChangePermission,
} from '../../permissions/ChangeAccess';
import type { Caller } from '../change/ChangeService';
import {
  demandPermission,
  lacksPermission,
} from '../operations/demandPermission';
import type { ChangeSetService } from './ChangeSetService';

/** Checks Backstage's permissions before each operation. */
export class AuthorizedChangeSetService implements ChangeSetService {
  readonly #inner: ChangeSetService;
  readonly #permissions: PermissionsService;
  readonly #access: ChangeAccess;

  constructor(inner: ChangeSetService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
    this.#access = new ChangeAccess(permissions);
  }

  readonly propose: ChangeSetService['propose'] = async (request, options) => {
    const { caller } = options;
    await demandPermission(this.#permissions, changeProposePermission, caller);
    return this.#inner.propose(request, options);
  };

  readonly list: ChangeSetService['list'] = async (filter, options) => {
    const { caller } = options;
    await demandPermission(this.#permissions, changeReadPermission, caller);
    const page = await this.#inner.list(filter, options);
    const ids = page.items.flatMap(({ changes }) =>
      changes.map(({ id }) => id),
    );
    const readable = await this.#access.among(
      changeReadPermission,
      caller,
      ids,
    );
    return {
      ...page,
      items: page.items.filter(({ changes }) =>
        changes.every(({ id }) => readable.has(id)),
      ),
    };
  };

  readonly get: ChangeSetService['get'] = async (id, options) => {
    const { caller } = options;
    await demandPermission(this.#permissions, changeReadPermission, caller);
    const set = await this.#inner.get(id, options);
    await this.#demandOnMembers(changeReadPermission, caller, set);
    return set;
  };

  readonly vote: ChangeSetService['vote'] = async (id, vote, options) => {
    const { caller } = options;
    await demandPermission(this.#permissions, changeVotePermission, caller);
    const set = await this.#inner.get(id, options);
    await this.#demandOnMembers(changeVotePermission, caller, set);
    // It answers with all of it.
    await this.#demandOnMembers(changeReadPermission, caller, set);
    return this.#inner.vote(id, vote, options);
  };

  /** A set is seen and voted on as a whole, so the permission is needed on all of it. */
  async #demandOnMembers(
    permission: ChangePermission,
    caller: Caller,
    { changes }: ChangeSetView,
  ): Promise<void> {
    const ids = changes.map(({ id }) => id);
    const permitted = await this.#access.among(permission, caller, ids);
    if (ids.some(id => !permitted.has(id))) {
      throw lacksPermission(permission);
    }
  }
}
