import type { CelEnvironment } from '../../cel/library/celEnvironment';
import type { Outcome } from './compareWithOracle';
import { withFunctionsOf, sameOutcome } from './otherFunctions';

/** An expression on which the engines differ. */
export interface Difference {
  readonly environment: string;
  readonly expression: string;
  readonly ours: Outcome;
  readonly theirs: Outcome;
  /** What ours is in another environment. */
  readonly rerun: (
    change: (environment: CelEnvironment) => CelEnvironment,
  ) => Outcome;
  /** The messages of all its parts that are an error to us. */
  readonly partErrors: () => readonly string[];
  /** The checked types of all its parts. */
  readonly partTypes: () => readonly string[];
  /** What theirs is when variables that are empty texts are not. */
  readonly withoutEmptyTexts: () => Outcome;
  /** What theirs is when asked again and again. */
  readonly askAgain: () => readonly Outcome[];
}

/** A difference from cel-go that is meant to be, and how to tell it. */
interface Explanation {
  readonly reason: string;
  readonly applies: (difference: Difference) => boolean;
}

/**
 * Each tells its difference by what cel-go alone says, or by running ours with the one function changed that differs; then
 * nothing else may.
 */
const explanations: readonly Explanation[] = [
  {
    reason:
      'Kubernetes’ cel-go panics: a validator when an optional item of a literal is dyn, and a map when a key is bytes.',
    applies: ({ environment, theirs }) =>
      isKubernetes(environment) &&
      /^panic in github\.com\/google\/cel-go\//.test(messageOf(theirs)),
  },
  {
    reason:
      'cel-go refuses indices that are no int, uint, bool or string: constant ones when planning, even where they are not used, computed ones even into what turns out to be absent.',
    applies: ({ ours, theirs }) =>
      /^invalid qualifier type: /.test(messageOf(theirs)) &&
      hasSameType(ours, theirs) &&
      (isPlanned(theirs) || ours.phase === 'done'),
  },
  {
    reason: 'cel-go loses the variable of a loop over types when planning.',
    applies: ({ theirs }) =>
      isPlanned(theirs) &&
      /^reference to undefined type: \w+$/.test(messageOf(theirs)),
  },
  {
    reason:
      'cel-go 0.33 goes over an empty text or empty bytes as over an empty list; Kubernetes and ours have an error.',
    applies: ({ environment, expression, ours, theirs, withoutEmptyTexts }) =>
      !isKubernetes(environment) &&
      /\.(all|exists|exists_one|existsOne|map|filter|transform\w+)\(/.test(
        expression,
      ) &&
      messageOf(ours) === 'no such overload' &&
      hasSameType(ours, theirs) &&
      /expected iterable type/.test(messageOf(withoutEmptyTexts())),
  },
  {
    reason:
      'Kubernetes’ cel-go works out constant parts when planning; their errors show even where they are not needed.',
    applies: ({ environment, ours, theirs }) =>
      isKubernetes(environment) &&
      isPlanned(theirs) &&
      hasSameType(ours, theirs),
  },
  {
    reason:
      'cel-go makes maps with keys that repeat, or are no bool, int, uint or string; cel-spec has an error.',
    applies: ({ expression, ours, theirs, partErrors }) =>
      /\{|transformMapEntry/.test(expression) &&
      ours.phase === 'evaluate' &&
      hasSameType(ours, theirs) &&
      // Another part's error may be the one that shows.
      partErrors().some(message =>
        /^(Failed with repeated key|unsupported key type)$/.test(message),
      ),
  },
  {
    reason:
      'The milliseconds of a duration are those beyond the second in cel-spec, all of them in cel-go.',
    applies: difference => isSameWith(difference, ['getMilliseconds']),
  },
  {
    reason:
      'Where NaN is when a list with it is sorted depends on how cel-go goes about it.',
    applies: difference =>
      isSameWith(difference, ['sort', '@sortByAssociatedKeys']),
  },
  {
    reason:
      'Kubernetes takes the smallest int from a quantity by adding it, since it has no counterpart.',
    applies: difference => isSameWith(difference, ['sub']),
  },
  {
    reason:
      'cel-go negates a duration that is dyn, without an overload for it.',
    applies: difference => isSameWith(difference, ['-_']),
  },
  {
    reason:
      'Kubernetes’ cel-go takes an optional out of the optional that it is in on its way through a variable, `optMap` or a condition.',
    applies: ({ environment, ours, theirs, partTypes }) =>
      isKubernetes(environment) &&
      hasSameType(ours, theirs) &&
      (partTypes().some(type => /optional_type\(optional_type\(/.test(type)) ||
        withoutOptionals(outcomeText(ours)) ===
          withoutOptionals(outcomeText(theirs))),
  },
  {
    reason:
      'Kubernetes’ cel-go takes what `optMap` and conditions give through Go’s own values: types become text; quantities, versions, URLs and addresses fail.',
    applies: ({ environment, expression, ours, theirs }) =>
      isKubernetes(environment) &&
      hasSameTypeOfTypes(ours, theirs) &&
      (/^unsupported conversion to ref\.Val: /.test(messageOf(theirs)) ||
        (/\.opt(Flat)?Map\(|\?/.test(expression) &&
          /\{"\$type":/.test(outcomeText(ours)) &&
          withoutTypeTags(outcomeText(ours)) ===
            withoutTypeTags(outcomeText(theirs)))),
  },
  {
    reason:
      'To Kubernetes’ cel-go any two types of types are the same when checking.',
    applies: ({ environment, ours, theirs }) =>
      isKubernetes(environment) &&
      !hasSameType(ours, theirs) &&
      hasSameTypeOfTypes(ours, theirs) &&
      outcomeText(ours) === outcomeText(theirs),
  },
  {
    reason:
      'Kubernetes’ validators look at the first argument of `matches(text, pattern)`, and refuse `duration(null)` and `timestamp(null)`.',
    applies: ({ environment, expression, theirs }) =>
      isKubernetes(environment) &&
      ((messageOf(theirs).startsWith('invalid matches argument') &&
        /(?<!\.)\bmatches\(/.test(expression)) ||
        (/^invalid (duration|timestamp) argument/.test(messageOf(theirs)) &&
          /\b(duration|timestamp)\(null\)/.test(expression))),
  },
  {
    reason: 'The order in which cel-go goes through a map is random.',
    applies: ({ ours, expression, theirs, askAgain }) => {
      if (!hasSameType(ours, theirs)) {
        return false;
      }
      const answers = askAgain();
      return (
        new Set(answers.map(outcomeText)).size > 1 &&
        (answers.some(answer => sameOutcome(ours, answer)) ||
          // Ours are in order, which may be none of those that chance gives.
          expression.includes('json.encode('))
      );
    },
  },
];

/** Why the engines differ; undefined when nobody knows. */
export function explain(difference: Difference): string | undefined {
  return explanations.find(({ applies }) => applies(difference))?.reason;
}

/** Whether ours is the same when functions do what cel-go's do. */
function isSameWith(
  { expression, theirs, rerun }: Difference,
  functions: readonly string[],
): boolean {
  return (
    functions.some(name =>
      expression.includes(name.replace(/_|@|Associated.*/g, '')),
    ) &&
    sameOutcome(
      rerun(environment => withFunctionsOf(environment, functions)),
      theirs,
    )
  );
}

function isKubernetes(environment: string): boolean {
  return environment.startsWith('kubernetes/');
}

function isPlanned(outcome: Outcome): boolean {
  return outcome.phase === 'evaluate' && outcome.planned;
}

function hasSameType(ours: Outcome, theirs: Outcome): boolean {
  return (
    ours.phase !== 'compile' &&
    theirs.phase !== 'compile' &&
    ours.type === theirs.type
  );
}

/** Whether the types are the same, whatever types of types are of. */
function hasSameTypeOfTypes(ours: Outcome, theirs: Outcome): boolean {
  return (
    ours.phase !== 'compile' &&
    theirs.phase !== 'compile' &&
    withoutTypesOfTypes(ours.type) === withoutTypesOfTypes(theirs.type)
  );
}

/** A value with what its optionals hold in their place. */
function withoutOptionals(value: string): string {
  const opened = value
    .replaceAll('{"$optional":[]}', 'null')
    .replace(/\{"\$optional":\[((?:(?!\{"\$optional").)*?)\]\}/g, '$1');
  return opened === value ? value : withoutOptionals(opened);
}

function withoutTypeTags(value: string): string {
  return value.replace(/\{"\$type":("[^"]*")\}/g, '$1');
}

function withoutTypesOfTypes(type: string): string {
  return type.replace(
    /\btype\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g,
    'type',
  );
}

function messageOf(outcome: Outcome): string {
  return outcome.phase === 'done' ? '' : outcome.message;
}

function outcomeText(outcome: Outcome): string {
  return outcome.phase === 'done' ? outcome.value : outcome.phase;
}
