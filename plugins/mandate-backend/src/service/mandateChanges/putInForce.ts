import type { KernelTransaction } from '../../database/KernelTransaction';
import type { StoredMandate } from '../../database/mandates/MandateStore';
import { readRun } from '../../database/runs/RunRecord';
import { holdRules } from '../../database/rules/holdRules';
import type { DescribedMandate } from '../../domain/mandateChange/mandateObject';
import { KERNEL_ACTOR } from '../change/actors';
import { documentDigest } from '../plan/planDigest';

/** Words for the base version of a mandate that is not in force. */
export const NOT_IN_FORCE = 'not in force';

/** What of a mandate is in force; undefined for none. */
export function versionInForce(
  stored: StoredMandate | undefined,
): string | undefined {
  return stored?.removedAtMs === undefined
    ? stored?.inForce?.version
    : undefined;
}

/** The version of a mandate: a digest of its spec. */
export function versionOf(
  mandate: Pick<DescribedMandate, 'spec'> | undefined,
): string | undefined {
  return mandate && documentDigest(mandate.spec);
}

/** One version for another, by a run. */
export interface VersionStep {
  /** Entity ref. */
  readonly name: string;
  readonly from: DescribedMandate | undefined;
  readonly to: DescribedMandate | undefined;
  /** Whether it takes a step back: a mandate that the catalog does not show is then as restricted as it was. */
  readonly isUndo?: boolean;
  /** Who writes: the change, and the fence of its run's present owner. */
  readonly changeId: string;
  readonly fence: number;
}

/**
 * Puts a version of a mandate in the place of the one it was decided against, with its entry in the ledger. Done twice,
 * it is done once. `refused` when another version is in force by now, or another owner has the run.
 */
export async function putInForce(
  tx: KernelTransaction,
  step: VersionStep,
): Promise<'done' | 'refused'> {
  await holdRules(tx, 'to-change');
  const run = await readRun(tx, step.changeId);
  if (run?.fence !== step.fence || run.ended) {
    return 'refused';
  }
  const stored = await tx.mandates.get(step.name);
  const present = versionInForce(stored);
  const wanted = versionOf(step.to);
  if (!step.isUndo && isDone(stored, step)) {
    return 'done';
  }
  if (present !== versionOf(step.from) && present !== wanted) {
    return 'refused';
  }
  const now = await tx.now();
  const next = nextMandate(stored, step, now);
  const isOutOfCatalog =
    step.isUndo && step.to && (await hasLeftCatalog(tx, step.name));
  await tx.mandates.put(
    isOutOfCatalog ? { ...next, leftCatalogAtMs: now } : next,
  );
  if (step.to && wanted !== undefined && present !== wanted) {
    await tx.mandateVersions.insert({
      mandate: step.name,
      version: wanted,
      spec: step.to.spec,
      sinceMs: now,
    });
  }
  const title = step.to?.title ?? stored?.title ?? step.name;
  tx.ledger.append({
    kind: 'mandate-changed',
    actor: KERNEL_ACTOR,
    changeId: step.changeId,
    subject: step.name,
    data: {
      words: step.to
        ? `Mandate ${title} has a new version in force.`
        : `Mandate ${title} is no longer in force.`,
      version: wanted ?? '',
    },
  });
  await tx.outbox.add({
    type: 'signal',
    signal: { type: 'mandate', name: step.name },
  });
  return 'done';
}

async function hasLeftCatalog(
  tx: KernelTransaction,
  name: string,
): Promise<boolean> {
  const known = (await tx.catalogMandates.all()).find(
    mandate => mandate.name === name,
  );
  return known !== undefined && !known.shown;
}

/** What a change of a mandate is decided against: the version in force, and whether the catalog shows it no longer. */
export function baseOf(stored: StoredMandate | undefined): string {
  const version = versionInForce(stored);
  if (version === undefined) {
    return NOT_IN_FORCE;
  }
  return stored?.leftCatalogAtMs === undefined
    ? version
    : `${version}, not in the catalog any more`;
}

/** Whether the version and its description are what the step wants. */
export function isDone(
  stored: StoredMandate | undefined,
  { to }: Pick<VersionStep, 'to'>,
): boolean {
  const isWanted = versionInForce(stored) === versionOf(to);
  if (!to) {
    return isWanted;
  }
  return (
    isWanted &&
    isDescribedAs(stored, to) &&
    stored?.leftCatalogAtMs === undefined
  );
}

/** Whether a mandate has this title, if one is given, and this description. */
export function isDescribedAs(
  stored: StoredMandate | undefined,
  { title, description }: Pick<DescribedMandate, 'title' | 'description'>,
): boolean {
  return (
    (title === undefined || stored?.title === title) &&
    stored?.description === description
  );
}

function nextMandate(
  stored: StoredMandate | undefined,
  { name, to }: VersionStep,
  now: number,
): StoredMandate {
  if (!to) {
    return {
      ...stored,
      name,
      title: stored?.title ?? name,
      removedAtMs: now,
      leftCatalogAtMs: undefined,
    };
  }
  const version = documentDigest(to.spec);
  const isSame = versionInForce(stored) === version;
  const { lastDone } = to.spec.review;
  return {
    name,
    title: to.title ?? stored?.title ?? name.replace(/^.*\//, ''),
    description: to.description,
    inForce: {
      version,
      spec: to.spec,
      sinceMs: isSame ? stored?.inForce?.sinceMs ?? now : now,
      reviewedAtMs: later(
        lastDone === undefined ? undefined : Date.parse(lastDone),
        stored?.inForce?.reviewedAtMs,
      ),
    },
    rejected: stored?.rejected,
  };
}

/** The later of two times, either of which may be missing. */
export function later(
  a: number | undefined,
  b: number | undefined,
): number | undefined {
  return a === undefined || b === undefined ? a ?? b : Math.max(a, b);
}
