import type {
  Finding,
  ObservedFinding,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import type { ChangingTargets } from '../../database/changes/changingTargets';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { FindingStore } from '../../database/findings/FindingStore';
import { KERNEL_ACTOR } from '../change/actors';

/**
 * Brings a detector's findings up to what it sees now: a trouble seen again stays open, a new one opens, one that is
 * not seen any more is resolved. Call only with everything the detector saw, never after it failed.
 *
 * While a run is changing a target, what is seen there is the run's to verify and to undo: nothing new is found, and
 * what is open stays open, because a pod that is being replaced is no proof that its trouble is over. What is open on a
 * target that could not be looked at stays open, too.
 */
export async function recordFindings(
  tx: KernelTransaction,
  detector: string,
  observed: readonly ObservedFinding[],
  isChanging: ChangingTargets,
  /** Targets that could not be looked at now. */
  isUnseen: (target: TargetReference) => boolean = () => false,
): Promise<void> {
  const findings = new FindingStore(tx);
  const open = new Map(
    (await findings.open(detector)).map(finding => [
      finding.fingerprint,
      finding,
    ]),
  );
  const seen = new Map(observed.map(finding => [finding.fingerprint, finding]));
  for (const finding of seen.values()) {
    const known = open.get(finding.fingerprint);
    if (known) {
      await findings.seenAgain(known.id, finding);
    } else if (!isChanging(finding.target)) {
      const id = await findings.insert({ ...finding, detector });
      await tellFinding(tx, { ...finding, detector, id }, 'open');
    }
  }
  for (const finding of open.values()) {
    const isKept = isChanging(finding.target) || isUnseen(finding.target);
    if (!seen.has(finding.fingerprint) && !isKept) {
      await findings.resolve(finding.id);
      await tellFinding(tx, finding, 'resolved');
    }
  }
}

/** Records in the ledger what became of a finding, and tells open portals. */
export async function tellFinding(
  tx: KernelTransaction,
  finding: ObservedFinding & Pick<Finding, 'id'>,
  outcome: 'open' | 'resolved' | 'escalated',
  words: string = outcomeWords(finding, outcome),
): Promise<void> {
  const { entityRef, environment } = finding.target;
  tx.ledger.append({
    kind: 'finding',
    actor: KERNEL_ACTOR,
    subject: entityRef,
    data: {
      finding: finding.id,
      fingerprint: finding.fingerprint,
      detector: finding.detector,
      environment,
      severity: finding.severity,
      state: outcome,
      words,
    },
  });
  tx.outbox.add({
    type: 'signal',
    signal: { type: 'finding', findingId: finding.id, entityRef },
  });
}

function outcomeWords(
  { title, words }: ObservedFinding,
  outcome: 'open' | 'resolved' | 'escalated',
): string {
  switch (outcome) {
    case 'open':
      return `Found: ${title}. ${words}`;
    case 'resolved':
      return `No longer seen: ${title}.`;
    default:
      return `A person is asked: ${title}.`;
  }
}
