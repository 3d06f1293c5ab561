import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  mandateReadPermission,
  mandateWidenPermission,
} from '@mandate/plugin-mandate-common';
import { narrowActions } from '../../permissions/narrowActions';
import { demandPermission } from '../operations/demandPermission';
import type { EarnedAutonomyService } from './EarnedAutonomyService';

/** Checks Backstage's permissions first, and offers no widening without the one for it. A mandate's owner counts whatever they allow. */
export class AuthorizedEarnedAutonomyService implements EarnedAutonomyService {
  readonly #inner: EarnedAutonomyService;
  readonly #permissions: PermissionsService;

  constructor(inner: EarnedAutonomyService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
  }

  readonly trackRecord: EarnedAutonomyService['trackRecord'] = async (
    name,
    options,
  ) => {
    await demandPermission(
      this.#permissions,
      mandateReadPermission,
      options.caller,
    );
    const record = await this.#inner.trackRecord(name, options);
    const narrowed = await narrowActions(
      this.#permissions,
      mandateWidenPermission,
      options.caller,
      [record.mayWiden],
    );
    return { ...record, mayWiden: narrowed(record.mayWiden) };
  };

  readonly failureRates: EarnedAutonomyService['failureRates'] =
    async options => {
      await demandPermission(
        this.#permissions,
        mandateReadPermission,
        options.caller,
      );
      return this.#inner.failureRates(options);
    };

  readonly widen: EarnedAutonomyService['widen'] = async (
    name,
    request,
    options,
  ) => {
    await demandPermission(
      this.#permissions,
      mandateWidenPermission,
      options.caller,
    );
    return this.#inner.widen(name, request, options);
  };
}
