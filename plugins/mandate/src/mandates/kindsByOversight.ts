import type { MandateView } from '@mandate/plugin-mandate-common';

type Spec = MandateView['spec'];

/** How much a person has to do with a change that a clause grants. */
export type SummarisedOversight = Spec['grants'][number]['oversight'];

/** The kinds of change that clauses of one oversight name. */
export interface SummarisedKinds {
  /** Without a condition. */
  readonly always: readonly string[];
  /** Under a condition only. */
  readonly sometimes: readonly string[];
}

/** Groups the kinds of change that a mandate names by oversight; a kind granted without a condition is not told twice. */
export function kindsByOversight(
  spec: Spec,
): Readonly<Record<SummarisedOversight, SummarisedKinds>> {
  const kindsOf = (oversight: SummarisedOversight): SummarisedKinds => {
    const clauses = spec.grants.filter(grant => grant.oversight === oversight);
    const always = new Set(
      clauses.filter(({ when }) => !when).flatMap(({ changes }) => changes),
    );
    const sometimes = new Set(
      clauses
        .filter(({ when }) => when)
        .flatMap(({ changes }) => changes)
        .filter(kind => !always.has(kind) && !always.has('*')),
    );
    return { always: [...always], sometimes: [...sometimes] };
  };
  return {
    autonomous: kindsOf('autonomous'),
    notify: kindsOf('notify'),
    approve: kindsOf('approve'),
    forbid: kindsOf('forbid'),
  };
}
