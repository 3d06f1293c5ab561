import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  changeReadPermission,
  changeVotePermission,
} from '@mandate/plugin-mandate-common';
import { ChangeAccess } from '../../permissions/ChangeAccess';
import {
  narrowAllowedAfter,
  narrowAllowedOf,
} from '../../permissions/narrowAllowed';
import { demandPermission } from '../operations/demandPermission';
import type { VoteLinkService } from './VoteLinkService';

/** Checks Backstage's permissions before a link is opened or used. */
export class AuthorizedVoteLinkService implements VoteLinkService {
  readonly #inner: VoteLinkService;
  readonly #permissions: PermissionsService;
  readonly #access: ChangeAccess;

  constructor(inner: VoteLinkService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
    this.#access = new ChangeAccess(permissions);
  }

  readonly open: VoteLinkService['open'] = async (token, options) => {
    await demandPermission(
      this.#permissions,
      changeReadPermission,
      options.caller,
    );
    const opened = await this.#inner.open(token, options);
    await this.#access.demand(
      changeReadPermission,
      options.caller,
      opened.change.id,
    );
    return {
      ...opened,
      change: await narrowAllowedOf(
        this.#access,
        options.caller,
        opened.change,
      ),
    };
  };

  readonly vote: VoteLinkService['vote'] = async (token, vote, options) => {
    await demandPermission(
      this.#permissions,
      changeVotePermission,
      options.caller,
    );
    const { change } = await this.#inner.open(token, options);
    await this.#access.demand(changeVotePermission, options.caller, change.id);
    // It answers with the whole change.
    await this.#access.demand(changeReadPermission, options.caller, change.id);
    const voted = await this.#inner.vote(token, vote, options);
    return narrowAllowedAfter(this.#access, options.caller, voted);
  };
}
