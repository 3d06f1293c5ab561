import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  changeProposePermission,
  changeReadPermission,
  changeVotePermission,
} from '@mandate/plugin-mandate-common';
import { demandPermission } from '../operations/demandPermission';
import type { ChangeSetService } from './ChangeSetService';

/** Checks Backstage's permissions before each operation. */
export class AuthorizedChangeSetService implements ChangeSetService {
  readonly #inner: ChangeSetService;
  readonly #permissions: PermissionsService;

  constructor(inner: ChangeSetService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
  }

  readonly propose: ChangeSetService['propose'] = async (request, options) => {
    const { caller } = options;
    await demandPermission(this.#permissions, changeProposePermission, caller);
    return this.#inner.propose(request, options);
  };

  readonly get: ChangeSetService['get'] = async (id, options) => {
    const { caller } = options;
    await demandPermission(this.#permissions, changeReadPermission, caller);
    return this.#inner.get(id, options);
  };

  readonly vote: ChangeSetService['vote'] = async (id, vote, options) => {
    const { caller } = options;
    await demandPermission(this.#permissions, changeVotePermission, caller);
    return this.#inner.vote(id, vote, options);
  };
}
