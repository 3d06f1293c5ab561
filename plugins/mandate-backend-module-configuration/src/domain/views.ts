import type {
  ConfigurationDifference,
  ConfigurationProblem,
  Explanation,
} from '@mandate/configuration';
import type {
  ConfigurationDifferenceView,
  ConfigurationProblemView,
  ConfigurationValueView,
} from '@mandate/plugin-mandate-common';

/** Shown in the place of what may be a secret. */
export const WITHHELD = 'withheld: this looks like a secret';

/** A value for the API; those at withheld paths are not shown. */
export function valueView(
  explanation: Explanation,
  withheld: ReadonlySet<string>,
): ConfigurationValueView {
  const { path, state } = explanation;
  if (state === 'absent') {
    return { path, state, overrode: [] };
  }
  const isWithheld = withheld.has(path);
  const overrode = explanation.overrode.map(one =>
    isWithheld ? { ...one, value: WITHHELD } : one,
  );
  const { origin } = explanation;
  return state === 'removed'
    ? { path, state, origin, overrode }
    : {
        path,
        state,
        value: isWithheld ? WITHHELD : explanation.value,
        origin,
        overrode,
      };
}

/** A difference for the API. */
export function differenceView(
  { path, left, right }: ConfigurationDifference,
  withheld: ReadonlySet<string>,
): ConfigurationDifferenceView {
  return {
    path,
    left: valueView(left, withheld),
    right: valueView(right, withheld),
  };
}

/** A problem for the API; its message never holds a value that may be a secret. */
export function problemView({
  code,
  message,
  path,
  origin,
}: ConfigurationProblem): ConfigurationProblemView {
  return { code, message, path, ...(origin ? { origin } : {}) };
}
