import {
  type Calendar,
  type CalendarChange,
  type CalendarWindow,
  isTerminal,
  targetSchema,
} from '@mandate/plugin-mandate-common';
import type { TargetDirectory } from '@mandate/plugin-mandate-node';
import {
  type ChangeWindowInForce,
  judgeWindows,
  occurrencesBetween,
} from '@mandate/policy';
import {
  changesBetween,
  type TimedChange,
} from '../../database/calendar/changesBetween';
import type { StoredChangeWindow } from '../../database/changeWindows/ChangeWindowStore';
import type { KernelStore } from '../../database/KernelStore';
import { findConflicts } from '../../domain/calendar/conflicts';
import { startConditions } from '../../domain/changeWindow/startConditions';
import { targetInPolicy } from '../../domain/decide/decisionFacts';
import { scopeWords } from '../../domain/scope/scopeWords';

/** Occurrences of one period that are drawn; an hourly one fills any calendar. */
const MAX_OCCURRENCES = 200;
/** Entities whose dependants are looked up for conflicts. */
const MAX_ENTITIES = 50;

/** What may start when, what is planned and running, and what is in each other's way. */
export class CalendarReading {
  readonly #store: KernelStore;
  readonly #targets: Pick<TargetDirectory, 'dependants'>;

  constructor(options: {
    readonly store: KernelStore;
    readonly targets: Pick<TargetDirectory, 'dependants'>;
  }) {
    this.#store = options.store;
    this.#targets = options.targets;
  }

  async between(fromMs: number, untilMs: number): Promise<Calendar> {
    const { windows, changes, open } = await this.#store.read(async tx => {
      const nowMs = await tx.now();
      const stored = await tx.changeWindows.all();
      const inForce = await tx.changeWindows.inForce();
      const timed = await changesBetween(tx, { fromMs, untilMs });
      const votes = await tx.votes.ofChanges(
        timed.map(({ change }) => change.id),
      );
      const described = timed.map(one => {
        const { id, revision } = one.change;
        const onNewest = (votes.get(id) ?? []).filter(
          vote => vote.revision === revision,
        );
        return calendarChange(one, {
          windows: inForce,
          ...startConditions(onNewest),
          nowMs,
        });
      });
      return {
        windows: stored.flatMap(window =>
          calendarWindow(window, { fromMs, untilMs, nowMs }),
        ),
        changes: described,
        open: timed
          .map(({ change }) => change)
          .filter(({ state }) => !isTerminal(state)),
      };
    });
    return {
      from: new Date(fromMs).toISOString(),
      until: new Date(untilMs).toISOString(),
      windows,
      changes,
      conflicts: findConflicts(
        open,
        await this.#dependants(open.map(({ target }) => target.entityRef)),
      ),
    };
  }

  async #dependants(
    entityRefs: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const distinct = [...new Set(entityRefs)].slice(0, MAX_ENTITIES);
    const entries = await Promise.all(
      distinct.map(async ref => {
        const found = await this.#targets.dependants(ref);
        return [ref, new Set(found.map(({ entityRef }) => entityRef))] as const;
      }),
    );
    return new Map(entries);
  }
}

function calendarWindow(
  window: StoredChangeWindow,
  at: {
    readonly fromMs: number;
    readonly untilMs: number;
    readonly nowMs: number;
  },
): readonly CalendarWindow[] {
  const { name, title, description, inForce, errors, removedAtMs } = window;
  const spec = inForce?.spec;
  if (removedAtMs !== undefined || !spec || 'unreadable' in spec) {
    return [];
  }
  const occurrences = occurrencesBetween(spec, {
    ...at,
    limit: MAX_OCCURRENCES,
  });
  const now = occurrencesBetween(spec, {
    fromMs: at.nowMs,
    untilMs: at.nowMs + 1,
    limit: 1,
  });
  return [
    {
      name,
      title,
      description,
      type: spec.type,
      owner: spec.owner,
      appliesTo: spec.appliesTo,
      changes: spec.changes,
      except: spec.except,
      timeZone: spec.timeZone,
      words: scopeWords(spec.appliesTo, spec.changes),
      occurrences: occurrences.map(({ startMs, endMs }) => ({
        start: new Date(startMs).toISOString(),
        end: new Date(endMs).toISOString(),
      })),
      isNow: now.length > 0,
      errors,
    },
  ];
}

function calendarChange(
  { change, startedAtMs }: TimedChange,
  at: {
    readonly windows: readonly ChangeWindowInForce[];
    readonly notBeforeMs?: number;
    readonly needsWindow: boolean;
    readonly nowMs: number;
  },
): CalendarChange {
  const { id, title, kind, state, target, statusWords, endedAtMs } = change;
  const startMs =
    startedAtMs ?? (state === 'queued' ? expectedStart() : undefined);
  return {
    id,
    title,
    kind,
    state,
    target: targetSchema.parse(target),
    ...(startMs !== undefined && { start: new Date(startMs).toISOString() }),
    ...(endedAtMs !== undefined && { end: new Date(endedAtMs).toISOString() }),
    statusWords,
  };

  /** When windows let it start, as far as they know; other waits have no time. */
  function expectedStart(): number | undefined {
    const verdict = judgeWindows(at.windows, {
      target: targetInPolicy(target),
      kind,
      nowMs: at.nowMs,
      needsWindow: at.needsWindow,
    });
    if (verdict.type === 'open') {
      return Math.max(at.nowMs, at.notBeforeMs ?? 0);
    }
    return verdict.untilMs === undefined
      ? undefined
      : Math.max(verdict.untilMs, at.notBeforeMs ?? 0);
  }
}
