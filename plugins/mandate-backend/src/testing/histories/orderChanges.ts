import {
  budgetKeys,
  decide,
  type Decision,
  type DecisionFacts,
  decisionFactsSchema,
  type DecisionInput,
} from '@mandate/policy';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { KernelStore } from '../../database/KernelStore';
import { jsonColumn } from '../../database/columns';
import { narrowingInEffect } from '../../domain/earnedAutonomy/narrowing';

const rowSchema = z.object({ facts: jsonColumn(decisionFactsSchema) });

/**
 * What the order of mandates, budgets, kill switches or narrowings changes in a decision of today on a revision's facts;
 * undefined when nothing (I7).
 */
export async function orderChanges(
  store: KernelStore,
  revision: { readonly changeId: string; readonly number: number },
): Promise<string | undefined> {
  return store.read(async tx => {
    const facts = await factsOf(tx.knex, revision);
    const nowMs = await tx.now();
    const mandates = await tx.mandates.inForce();
    const input: DecisionInput = {
      facts,
      mandates,
      budgets: await tx.budgets.usage(budgetKeys(mandates, facts, nowMs)),
      killSwitches: (await tx.killSwitches.engaged()).map(each => ({
        name: each.id,
        ...each,
      })),
      narrowings: (await tx.narrowings.inEffect()).map(narrowingInEffect),
      defaultApprovers: [],
      findingErrorsNeedApproval: true,
      nowMs,
    };
    const one = outcomeOf(decide(input));
    const other = outcomeOf(
      decide({
        ...input,
        mandates: input.mandates.toReversed(),
        budgets: input.budgets.toReversed(),
        killSwitches: input.killSwitches.toReversed(),
        narrowings: input.narrowings.toReversed(),
      }),
    );
    return one === other ? undefined : `${one} or ${other}`;
  });
}

async function factsOf(
  knex: Knex,
  of: { readonly changeId: string; readonly number: number },
): Promise<DecisionFacts> {
  const [row]: unknown[] = await knex('mandate_revisions')
    .where({ change_id: of.changeId, number: of.number })
    .select('facts');
  return rowSchema.parse(row).facts;
}

/** All of a decision that something follows from, in an order of its own. */
function outcomeOf(decision: Decision): string {
  const sorted = (list: readonly unknown[]) =>
    list.map(each => JSON.stringify(each)).toSorted();
  return JSON.stringify([
    decision.oversight,
    sorted(decision.requirements),
    sorted(decision.reservations),
    sorted(decision.obligations),
  ]);
}
