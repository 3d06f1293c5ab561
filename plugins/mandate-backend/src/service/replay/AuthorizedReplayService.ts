import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  changeReadPermission,
  mandateReadPermission,
} from '@mandate/plugin-mandate-common';
import { ChangeAccess } from '../../permissions/ChangeAccess';
import { demandPermission } from '../operations/demandPermission';
import type { ReplayService } from './ReplayService';

/** A replay shows mandates and past changes, so it takes the permission to read both. */
export class AuthorizedReplayService implements ReplayService {
  readonly #inner: ReplayService;
  readonly #permissions: PermissionsService;

  constructor(inner: ReplayService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
  }

  readonly replay: ReplayService['replay'] = async (request, options) => {
    const { caller } = options;
    await demandPermission(this.#permissions, mandateReadPermission, caller);
    await new ChangeAccess(this.#permissions).demandOnAll(
      changeReadPermission,
      caller,
    );
    return this.#inner.replay(request, options);
  };
}
