import { InputError } from '@backstage/errors';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { replayRequestSchema } from '@mandate/plugin-mandate-common';
import {
  type MandateInForce,
  parseMandate,
  type PastChange,
  replayMandates,
} from '@mandate/policy';
import { z } from 'zod';
import type { KernelStore } from '../../database/KernelStore';
import { pastDecisions } from '../../database/revisions/pastDecisions';
import { narrowingInEffect } from '../../domain/earnedAutonomy/narrowing';
import type { ChangeKindRegistry } from '../kinds/ChangeKindRegistry';
import type { KernelSettings } from '../settings/KernelSettings';
import { readImport } from './readImport';
import type { ReplayService } from './ReplayService';

const MOST_DIFFERENCES = 200;

const namespaceSchema = z.looseObject({
  metadata: z.looseObject({ namespace: z.string().nullish() }),
});

/** Reads the past and lets the policy decide it again; all the work beside reading is pure. */
export class DefaultReplayService implements ReplayService {
  readonly #store: KernelStore;
  readonly #settings: Pick<KernelSettings, 'defaultApprovers'>;
  readonly #kinds: Pick<ChangeKindRegistry, 'find'>;

  constructor(
    store: KernelStore,
    settings: Pick<KernelSettings, 'defaultApprovers'>,
    kinds: Pick<ChangeKindRegistry, 'find'>,
  ) {
    this.#store = store;
    this.#settings = settings;
    this.#kinds = kinds;
  }

  readonly replay: ReplayService['replay'] = async given => {
    const request = replayRequestSchema.parse(given);
    const imported = request.imported
      ? readImport(request.imported, this.#kinds)
      : [];
    const { past, inForce, narrowings, nowMs } = await this.#store.read(
      async tx => ({
        past: await pastDecisions(tx, request.changes),
        inForce: await tx.mandates.inForce(),
        narrowings: await tx.narrowings.inEffect(),
        nowMs: await tx.now(),
      }),
    );
    const changes: readonly PastChange[] = [...past, ...imported];
    const { differences, ...counts } = replayMandates({
      changes,
      before: inForce,
      after: withProposed(inForce, readProposed(request.mandate, nowMs)),
      settings: {
        defaultApprovers: this.#settings.defaultApprovers,
        findingErrorsNeedApproval: true,
        narrowings: narrowings.map(narrowingInEffect),
      },
      nowMs,
    });
    const since = changes.reduce(
      (oldest, { decidedAtMs }) => Math.min(oldest, decidedAtMs),
      Infinity,
    );
    return {
      ...counts,
      imported: imported.length,
      differences: differences.slice(0, MOST_DIFFERENCES),
      differenceCount: differences.length,
      ...(Number.isFinite(since) && { since: new Date(since).toISOString() }),
    };
  };
}

/** The mandate as it would be in force; saving it counts as its review. */
function readProposed(document: unknown, nowMs: number): MandateInForce {
  const parsed = parseMandate(document);
  if (!parsed.ok) {
    throw new InputError(
      `The mandate cannot be used: ${parsed.errors
        .map(({ path, message, position }) => {
          const place = position
            ? ` at ${position.line}:${position.column}`
            : '';
          return `${path.join('.')}${place}: ${message}`;
        })
        .join(' ')}`,
    );
  }
  const named = namespaceSchema.safeParse(document);
  if (!named.success) {
    throw new InputError(
      'The mandate cannot be used: metadata.namespace is not a text.',
    );
  }
  return {
    status: 'readable',
    name: stringifyEntityRef({
      kind: 'Mandate',
      namespace: named.data.metadata.namespace ?? undefined,
      name: parsed.name,
    }),
    title: parsed.title,
    version: 'proposed',
    spec: parsed.spec,
    reviewedAtMs: nowMs,
  };
}

function withProposed(
  inForce: readonly MandateInForce[],
  proposed: MandateInForce,
): readonly MandateInForce[] {
  return [...inForce.filter(({ name }) => name !== proposed.name), proposed];
}
