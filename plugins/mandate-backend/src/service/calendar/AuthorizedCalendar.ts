import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  type Calendar,
  changeReadPermission,
} from '@mandate/plugin-mandate-common';
import { ChangeAccess } from '../../permissions/ChangeAccess';
import type { Caller } from '../change/ChangeService';
import type { CalendarReading } from './CalendarReading';

/** The calendar with the changes that the caller may read. */
export class AuthorizedCalendar {
  readonly #inner: Pick<CalendarReading, 'between'>;
  readonly #access: ChangeAccess;

  constructor(
    inner: Pick<CalendarReading, 'between'>,
    permissions: PermissionsService,
  ) {
    this.#inner = inner;
    this.#access = new ChangeAccess(permissions);
  }

  /** Throws `NotAllowedError` when the caller may read no change. */
  async between(
    stretch: { readonly fromMs: number; readonly untilMs: number },
    { caller }: { readonly caller: Caller },
  ): Promise<Calendar> {
    await this.#access.permitted(changeReadPermission, caller);
    const found = await this.#inner.between(stretch.fromMs, stretch.untilMs);
    const readable = await this.#access.among(
      changeReadPermission,
      caller,
      found.changes.map(({ id }) => id),
    );
    return {
      ...found,
      changes: found.changes.filter(({ id }) => readable.has(id)),
      conflicts: found.conflicts.filter(({ changes }) =>
        changes.every(id => readable.has(id)),
      ),
    };
  }
}
