import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
  isResourcePermission,
  type PermissionCriteria,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import type { RESOURCE_TYPE_CHANGE } from '@mandate/plugin-mandate-common';
import {
  type ChangeCriterion,
  changePermissionRules,
} from '@mandate/plugin-mandate-node';
import type { Caller } from '../service/change/ChangeService';
import { lacksPermission } from '../service/operations/demandPermission';

/** A permission that is granted on changes, perhaps on some only. */
export type ChangePermission = ResourcePermission<typeof RESOURCE_TYPE_CHANGE>;

/** A permission that somebody has on a change: on it, or altogether. */
export type GrantedPermission = ChangePermission | BasicPermission;

/** Whether a permission is granted on one change. */
interface ChangeQuestion {
  readonly permission: ChangePermission;
  readonly resourceRef: string;
}

/** Which changes a list may show; absent where it may show all. */
export type PermittedChanges = PermissionCriteria<ChangeCriterion>;

const toCriteria = createConditionTransformer<
  ChangeCriterion,
  (typeof changePermissionRules)[keyof typeof changePermissionRules][]
>(Object.values(changePermissionRules));

/** How many changes are asked about at once. */
const BATCH = 100;

/** What Backstage's permissions allow somebody with changes: with one, with some, or with which of a list. */
export class ChangeAccess {
  readonly #permissions: PermissionsService;

  constructor(permissions: PermissionsService) {
    this.#permissions = permissions;
  }

  /** Throws `NotAllowedError` when the permission is not granted on this change. */
  async demand(
    permission: ChangePermission,
    { credentials }: Pick<Caller, 'credentials'>,
    changeId: string,
  ): Promise<void> {
    const [{ result }] = await this.#permissions.authorize(
      [{ permission, resourceRef: changeId }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw lacksPermission(permission);
    }
  }

  /** Which changes a list may show; undefined for all. Throws `NotAllowedError` when it may show none. */
  async permitted(
    permission: ChangePermission,
    { credentials }: Pick<Caller, 'credentials'>,
  ): Promise<PermittedChanges | undefined> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return undefined;
      case AuthorizeResult.CONDITIONAL:
        return toCriteria(decision.conditions);
      default:
        throw lacksPermission(permission);
    }
  }

  /** Throws `NotAllowedError` unless the permission is granted on every change: for what tells of all together. */
  async demandOnAll(
    permission: ChangePermission,
    caller: Pick<Caller, 'credentials'>,
  ): Promise<void> {
    if ((await this.permitted(permission, caller)) !== undefined) {
      throw new NotAllowedError(
        `It tells of all changes, and you have the permission '${permission.name}' for some only. Ask whoever looks after the portal's permissions.`,
      );
    }
  }

  /** Of changes that are known by their ids, those on which the permission is granted. Throws as `permitted`. */
  async among(
    permission: ChangePermission,
    caller: Pick<Caller, 'credentials'>,
    changeIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if ((await this.permitted(permission, caller)) === undefined) {
      return new Set(changeIds);
    }
    const granted = await this.#granted(
      [...new Set(changeIds)].map(resourceRef => ({ permission, resourceRef })),
      caller,
    );
    return new Set(granted.map(({ resourceRef }) => resourceRef));
  }

  /**
   * Which of several permissions are granted on which changes, asked about together. The changes themselves are looked at
   * only for permissions that are granted with conditions.
   */
  async grants(
    permissions: readonly GrantedPermission[],
    caller: Pick<Caller, 'credentials'>,
    changeIds: readonly string[],
  ): Promise<(permission: GrantedPermission, changeId: string) => boolean> {
    const onChanges = permissions.filter(permission =>
      isResourcePermission(permission),
    );
    const decisions =
      onChanges.length > 0
        ? await this.#permissions.authorizeConditional(
            onChanges.map(permission => ({ permission })),
            { credentials: caller.credentials },
          )
        : [];
    const having = (wanted: AuthorizeResult) =>
      onChanges.filter((_, index) => decisions[index].result === wanted);
    const onAll: readonly GrantedPermission[] = [
      ...having(AuthorizeResult.ALLOW),
      ...(await this.#grantedAltogether(permissions, caller)),
    ];
    const onSome = await this.#granted(
      having(AuthorizeResult.CONDITIONAL).flatMap(permission =>
        changeIds.map(resourceRef => ({ permission, resourceRef })),
      ),
      caller,
    );
    return (permission, changeId) =>
      onAll.includes(permission) ||
      onSome.some(
        granted =>
          granted.permission === permission && granted.resourceRef === changeId,
      );
  }

  /** Of the permissions that are on no change in particular, those that the caller has. */
  async #grantedAltogether(
    permissions: readonly GrantedPermission[],
    { credentials }: Pick<Caller, 'credentials'>,
  ): Promise<readonly GrantedPermission[]> {
    const asked = permissions.filter(
      (permission): permission is BasicPermission =>
        !isResourcePermission(permission),
    );
    if (asked.length === 0) {
      return [];
    }
    const decisions = await this.#permissions.authorize(
      asked.map(permission => ({ permission })),
      { credentials },
    );
    return asked.filter(
      (_, index) => decisions[index].result === AuthorizeResult.ALLOW,
    );
  }

  /** The questions that are answered with yes. */
  async #granted(
    asked: readonly ChangeQuestion[],
    { credentials }: Pick<Caller, 'credentials'>,
  ): Promise<readonly ChangeQuestion[]> {
    const granted: ChangeQuestion[] = [];
    for (let start = 0; start < asked.length; start += BATCH) {
      const batch = asked.slice(start, start + BATCH);
      const decisions = await this.#permissions.authorize(batch, {
        credentials,
      });
      granted.push(
        ...batch.filter(
          (_, index) => decisions[index].result === AuthorizeResult.ALLOW,
        ),
      );
    }
    return granted;
  }
}
