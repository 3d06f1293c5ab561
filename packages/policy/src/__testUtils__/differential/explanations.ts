import type { Outcome } from './compareWithOracle';

/** A difference from cel-go that is meant to be, and how to tell it. */
interface Explanation {
  readonly reason: string;
  readonly applies: (difference: Difference) => boolean;
}

/** An expression on which the engines differ. */
export interface Difference {
  readonly environment: string;
  readonly expression: string;
  readonly ours: Outcome;
  readonly theirs: Outcome;
}

const explanations: readonly Explanation[] = [
  {
    reason:
      'A validator of cel-go 0.26 panics when an optional item of a literal is dyn.',
    applies: ({ theirs }) => /panic in github/.test(messageOf(theirs)),
  },
  {
    reason:
      'cel-go 0.26 has an error for an order with NaN; newer ones and ours say false.',
    applies: ({ theirs }) =>
      messageOf(theirs) === 'NaN values cannot be ordered',
  },
  {
    reason:
      'cel-go makes maps with keys that repeat or are no bool, int, uint or string; cel-spec has an error.',
    applies: ({ ours }) =>
      /^(Failed with repeated key|unsupported key type)/.test(messageOf(ours)),
  },
  {
    reason:
      "What is no optional passes through `or` and `orValue` as in Kubernetes' cel-go; the newest one has an error.",
    applies: ({ expression, theirs }) =>
      /\.or(Value)?\(/.test(expression) &&
      /no such overload/.test(messageOf(theirs)),
  },
  {
    reason:
      'The milliseconds of a duration are those beyond the second in cel-spec, all of them in cel-go.',
    applies: ({ expression }) => expression.includes('getMilliseconds'),
  },
  {
    reason:
      'cel-go does not work out the index into an optional that has no value, so its errors are not met.',
    applies: ({ expression, ours, theirs }) =>
      ours.phase === 'evaluate' &&
      theirs.phase === 'done' &&
      /optional|first\(\)|last\(\)|\[\?|\.\?/.test(expression),
  },
  {
    reason:
      'cel-go refuses constant indices of other types when planning, even where they are not used.',
    applies: ({ theirs }) => /^invalid qualifier type/.test(messageOf(theirs)),
  },
  {
    reason:
      'cel-go negates a duration that is dyn, without an overload for it.',
    applies: ({ expression, theirs }) =>
      expression.includes('-(') && theirs.phase === 'done',
  },
  {
    reason:
      'cel-go keeps the offset that a timestamp was written with when it becomes text.',
    applies: ({ expression }) =>
      expression.includes('+05:30') && expression.includes('string('),
  },
  {
    reason:
      'cel-go 0.26, as Kubernetes uses it, works out constant calls when planning; their errors show even where they are not needed.',
    applies: ({ ours, theirs }) =>
      ours.phase === 'done' && theirs.phase === 'evaluate' && theirs.planned,
  },
  {
    reason: 'cel-go 0.26 makes no optional of an optional.',
    applies: ({ environment, expression, ours }) =>
      environment !== 'standard' &&
      (/optional_type\(optional_type/.test(typeOf(ours)) ||
        /optMap\(|optional\.of\(/.test(expression)) &&
      ours.phase === 'done',
  },
  {
    reason:
      "cel-go's validator of patterns looks at the first argument of `matches(text, pattern)`.",
    applies: ({ theirs }) =>
      messageOf(theirs).startsWith('invalid matches argument'),
  },
  {
    reason:
      'cel-go 0.33 looks a computed index into an optional list up as if it were a key.',
    applies: ({ environment, expression, ours, theirs }) =>
      environment === 'standard' &&
      /optional/.test(expression) &&
      ours.phase === 'done' &&
      /^no such key: -?\d+$/.test(messageOf(theirs)),
  },
  {
    reason:
      'A list that is known to be one of certain items only by its type holds others: ours compares or adds what it can.',
    applies: ({ ours, theirs }) =>
      ours.phase === 'done' &&
      /^no such overload: (min|max|sum)\(list\)$/.test(messageOf(theirs)),
  },
  {
    reason:
      "cel-go's distinct() fails inside on what is no list, ours passed it through `orValue`.",
    applies: ({ expression, theirs }) =>
      expression.includes('orValue') &&
      /^internal error: interface conversion/.test(messageOf(theirs)),
  },
  {
    reason: 'The order in which cel-go goes through a map is random.',
    applies: ({ expression, ours, theirs }) =>
      ours.phase === 'done' &&
      theirs.phase === 'done' &&
      ([...ours.value].sort().join() === [...theirs.value].sort().join() ||
        /\b(x|m|md|mi)\.(map|filter|transformList)\(/.test(expression)),
  },
];

/** Why the engines differ; undefined when nobody knows. */
export function explain(difference: Difference): string | undefined {
  return explanations.find(({ applies }) => applies(difference))?.reason;
}

function messageOf(outcome: Outcome): string {
  return outcome.phase === 'done' ? '' : outcome.message;
}

function typeOf(outcome: Outcome): string {
  return outcome.phase === 'compile' ? '' : outcome.type;
}
