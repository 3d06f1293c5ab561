import { type Decision, isStricter, type Obligation } from '@mandate/policy';

/** What is compared of decisions. */
type Asked = Pick<Decision, 'oversight' | 'obligations'>;

/**
 * Whether what runs alone would have to do more by one decision than by the one it was given: tell people it does not
 * tell, or be watched for longer (G2).
 */
export function asksMoreOfAutomation(today: Asked, given: Asked): boolean {
  const told = recipientsOf(given);
  return (
    isStricter(today.oversight, given.oversight) ||
    recipientsOf(today).some(recipient => !told.includes(recipient)) ||
    watchOf(today).soakMs > watchOf(given).soakMs ||
    watchOf(today).factor > watchOf(given).factor
  );
}

function recipientsOf({ obligations }: Asked): readonly string[] {
  return obligations.flatMap(obligation =>
    obligation.type === 'notify' ? obligation.recipients : [],
  );
}

function watchOf({ obligations }: Asked): {
  readonly soakMs: number;
  readonly factor: number;
} {
  const largest = (of: (obligation: Obligation) => number) =>
    Math.max(0, ...obligations.map(of));
  return {
    soakMs: largest(each => (each.type === 'soak' ? each.durationMs : 0)),
    factor: largest(each =>
      each.type === 'enhanced-monitoring' ? each.soakFactor : 0,
    ),
  };
}
