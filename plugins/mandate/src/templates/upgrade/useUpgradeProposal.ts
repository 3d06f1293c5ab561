import { useApi } from '@backstage/frontend-plugin-api';
import {
  type TemplateUpgradeView,
  upgradeChangeSets,
} from '@mandate/plugin-mandate-common';
import {
  mandateApiRef,
  newIdempotencyKey,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';

/** What an upgrade is proposed as: change sets, and one change that is left over. */
type PartType = 'set' | 'change';

/** What came of proposing a part. */
type Outcome =
  | { readonly status: 'proposed'; readonly id: string; readonly title: string }
  | { readonly status: 'failed'; readonly error: unknown };

interface Part {
  /** Says which of the upgrade it is. */
  readonly name: string;
  readonly type: PartType;
  readonly propose: () => Promise<{
    readonly id: string;
    readonly title: string;
  }>;
}

/** A part that was proposed. */
export type ProposedPart = Pick<Part, 'name' | 'type'> &
  Extract<Outcome, { status: 'proposed' }>;

/** A part that could not be proposed. */
export type FailedPart = Pick<Part, 'name' | 'type'> &
  Extract<Outcome, { status: 'failed' }>;

/**
 * Proposes an upgrade part by part. What was proposed stays when another part fails; the next try proposes the others
 * alone, with the keys of the first, so that a part whose answer was lost is not proposed twice.
 */
export function useUpgradeProposal(upgrade: TemplateUpgradeView): {
  readonly proposed: readonly ProposedPart[];
  readonly failed: readonly FailedPart[];
  /** How many parts are not proposed yet. */
  readonly missing: number;
  readonly isBusy: boolean;
  readonly propose: () => Promise<void>;
} {
  const parts = useParts(upgrade);
  const [isBusy, setIsBusy] = useState(false);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(
    new Map(),
  );
  const missing = parts.filter(
    ({ name }) => outcomes.get(name)?.status !== 'proposed',
  );
  return {
    proposed: parts.flatMap(({ name, type }) => {
      const outcome = outcomes.get(name);
      return outcome?.status === 'proposed' ? [{ name, type, ...outcome }] : [];
    }),
    failed: parts.flatMap(({ name, type }) => {
      const outcome = outcomes.get(name);
      return outcome?.status === 'failed' ? [{ name, type, ...outcome }] : [];
    }),
    missing: missing.length,
    isBusy,
    propose: async () => {
      setIsBusy(true);
      const tried = await Promise.all(
        missing.map(async part => [part.name, await outcomeOf(part)] as const),
      );
      setOutcomes(before => new Map([...before, ...tried]));
      setIsBusy(false);
    },
  };
}

function useParts(upgrade: TemplateUpgradeView): readonly Part[] {
  const api = useApi(mandateApiRef);
  // Of this opening of the page: an upgrade that was stopped can be proposed again another day.
  const [attempt] = useState(newIdempotencyKey);
  const { template } = upgrade;
  const { sets, single } = upgradeChangeSets(upgrade);
  return [
    ...sets.map(
      (set, index): Part => ({
        name: set.title,
        type: 'set',
        propose: () =>
          api.proposeSet({ ...set, idempotencyKey: `${attempt}/set/${index}` }),
      }),
    ),
    ...single.map(
      ({ kind, target, input, reason }, index): Part => ({
        name: `${template}: ${target.entityRef}, ${target.environment}`,
        type: 'change',
        propose: () =>
          api.propose({
            kind,
            target,
            input,
            reason,
            idempotencyKey: `${attempt}/change/${index}`,
          }),
      }),
    ),
  ];
}

async function outcomeOf({ propose }: Part): Promise<Outcome> {
  try {
    const { id, title } = await propose();
    return { status: 'proposed', id, title };
  } catch (error) {
    return { status: 'failed', error };
  }
}
