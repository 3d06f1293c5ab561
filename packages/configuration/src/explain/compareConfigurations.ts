import { EffectiveConfiguration } from '../merge/mergeLayers';
import { explainAll, Explanation } from './explain';

/**
 * A value that two configurations do not share.
 *
 * @public
 */
export interface ConfigurationDifference {
  readonly path: string;
  readonly left: Explanation;
  readonly right: Explanation;
}

/**
 * The values in which two configurations differ, such as those of one service in two environments or at two commits.
 *
 * @public
 */
export function compareConfigurations(
  left: EffectiveConfiguration,
  right: EffectiveConfiguration,
): readonly ConfigurationDifference[] {
  const lefts = byPath(left);
  const rights = byPath(right);
  const paths = new Set([...lefts.keys(), ...rights.keys()]);
  return [...paths].flatMap(path => {
    const absent: Explanation = { path, state: 'absent' };
    const pair = {
      path,
      left: lefts.get(path) ?? absent,
      right: rights.get(path) ?? absent,
    };
    return isSame(pair.left, pair.right) ? [] : [pair];
  });
}

function byPath(
  configuration: EffectiveConfiguration,
): ReadonlyMap<string, Explanation> {
  return new Map(
    explainAll(configuration).map(explanation => [
      explanation.path,
      explanation,
    ]),
  );
}

/** What is removed and what was never there come to the same. */
function isSame(left: Explanation, right: Explanation): boolean {
  return left.state === 'set' && right.state === 'set'
    ? JSON.stringify(left.value) === JSON.stringify(right.value)
    : left.state !== 'set' && right.state !== 'set';
}
