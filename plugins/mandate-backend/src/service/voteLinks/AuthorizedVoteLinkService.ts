import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  changeReadPermission,
  changeVotePermission,
} from '@mandate/plugin-mandate-common';
import { demandPermission } from '../operations/demandPermission';
import type { VoteLinkService } from './VoteLinkService';

/** Checks Backstage's permissions before a link is opened or used. */
export class AuthorizedVoteLinkService implements VoteLinkService {
  readonly #inner: VoteLinkService;
  readonly #permissions: PermissionsService;

  constructor(inner: VoteLinkService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
  }

  readonly open: VoteLinkService['open'] = async (token, options) => {
    await demandPermission(
      this.#permissions,
      changeReadPermission,
      options.caller,
    );
    return this.#inner.open(token, options);
  };

  readonly vote: VoteLinkService['vote'] = async (token, vote, options) => {
    await demandPermission(
      this.#permissions,
      changeVotePermission,
      options.caller,
    );
    return this.#inner.vote(token, vote, options);
  };
}
