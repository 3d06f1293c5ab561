import { Difference } from './compare';

/** A way in which we mean to differ from kro. `DIFFERENCES.md` says why. */
interface DeliberateDifference {
  readonly name: string;
  /** Whether it explains one error of ours that kro does not have. */
  readonly ours?: RegExp;
  /** Whether it explains an error of kro's that we do not have. */
  readonly theirs?: RegExp;
}

/** All of them; the test fails when a difference is none of these. */
export const DELIBERATE_DIFFERENCES: readonly DeliberateDifference[] = [
  {
    name: 'a field that the API server requires is missing',
    ours: /^missing-field: /,
  },
  {
    name: 'a value that the schema does not list',
    ours: /^wrong-type: .* is none of /,
  },
  {
    name: 'types that kro has no word for: quantities, numbers or texts, objects it cannot resolve',
    ours: /^wrong-type: \$\{.*\} does not fit here/s,
  },
  {
    name: 'an unknown field beside those of kro',
    ours: /^unknown-field: There is no field \w+ here\. Check/,
  },
  {
    name: 'an entry of a map that the other resource never sets',
    ours: /^unknown-reference: /,
  },
  {
    name: 'a name that is known only after apply',
    ours: /^not-known-before-apply: /,
  },
  {
    name: 'no resources, or more than 100',
    ours: /^invalid-field: resources: /,
  },
  {
    name: 'an object without a name',
    ours: /^invalid-field: metadata\.name is required/,
  },
  {
    name: 'kinds outside namespaces',
    ours: /^invalid-field: A \w+ lives outside namespaces/,
  },
  {
    name: 'another namespace than the instance’s',
    ours: /^invalid-field: Leave the namespace out|would (go to|read from) the namespace/,
  },
  {
    name: 'Secrets',
    ours: /^invalid-field: A template never (holds|reads) a Secret/,
  },
  {
    name: 'metadata of the instance that exists only after it was created',
    ours: /There is no field `\w+` here; it has `name`, `namespace`/,
  },
  {
    name: 'bounds on a type that cannot have them, a marker set twice',
    ours: /^invalid-parameter: (\w+ is for |The marker \w+ is set twice)/,
  },
  {
    name: 'an instance’s unknown parameter',
    ours: /There is no parameter /,
  },
  {
    name: 'a name that the API server would refuse',
    ours: /is no name for an object/,
  },
  {
    name: 'two objects of the same name',
    ours: /render the same |renders several /,
  },
  {
    name: 'a kind that the cluster does not serve (a warning here)',
    theirs: /failed to get schema for resource/,
  },
];

/** The deliberate differences that explain this one; none when it is a fault. */
export function explain(difference: Difference): readonly string[] {
  const { ours, theirs } = difference;
  const isTheirs = ours.length === 1 && /^(accepted|rendered)$/.test(ours[0]);
  const explanations = isTheirs
    ? [DELIBERATE_DIFFERENCES.find(rule => rule.theirs?.test(theirs))]
    : ours.map(error =>
        DELIBERATE_DIFFERENCES.find(rule => rule.ours?.test(error)),
      );
  return explanations.every(rule => rule !== undefined)
    ? explanations.map(rule => rule.name)
    : [];
}
