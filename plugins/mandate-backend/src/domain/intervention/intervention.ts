/** What somebody did against the rules in an emergency. Times are milliseconds by the database's clock. */
export interface Intervention {
  readonly id: string;
  /** `override`: started in spite of freezes and windows. `break-glass`: in spite of every rule but a plain prohibition. */
  readonly kind: 'override' | 'break-glass';
  readonly changeId: string;
  /** The plan that was seen; it says nothing of another one. */
  readonly revision: number;
  readonly digest: string;
  readonly by: string;
  readonly reason: string;
  /** Link to the incident; broken glass always has one. */
  readonly incident?: string;
  readonly atMs: number;
  readonly reviewDueAtMs: number;
  /** When reviewers were last reminded; written by `markReminded` alone. */
  readonly remindedAtMs?: number;
  readonly review?: {
    readonly by: string;
    readonly atMs: number;
    readonly verdict: 'justified' | 'not-justified';
    readonly reason: string;
  };
}

/** The interventions that are about a plan. */
export function onPlan(
  interventions: readonly Intervention[],
  plan: { readonly number: number; readonly digest: string } | undefined,
): readonly Intervention[] {
  return interventions.filter(
    ({ revision, digest }) =>
      revision === plan?.number && digest === plan.digest,
  );
}

/** Whether one of the interventions on a plan sets aside approvals and kill switches. */
export function breaksGlass(interventions: readonly Intervention[]): boolean {
  return interventions.some(({ kind }) => kind === 'break-glass');
}
