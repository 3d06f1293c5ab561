import type {
  Clause,
  ClauseOutcome,
  ConsideredClause,
  Decision,
  Obligation,
} from './decision';
import { isStricter } from './oversight';
import type { Oversight } from './oversight';
import { uniteRequirements } from '../approval/uniteRequirements';
import { counting, countingClauses, strictestOf } from './verdict';
import type { CountingClause, JudgedClause, Verdict } from './verdict';

/** One clause with the mandate it belongs to. */
interface HeardClause {
  readonly mandate: Verdict['mandate'];
  readonly judged: JudgedClause;
}

/** Unites what every mandate says with the caps that hold for all: strictest oversight, all requirements. */
export function combineVerdicts(
  verdicts: readonly Verdict[],
  everywhere: readonly CountingClause[],
  obligations: readonly Obligation[] = [],
): Decision {
  const heard = inStableOrder(hearAll(verdicts, everywhere));
  const all = verdicts.flatMap(verdict => countingClauses(verdict.clauses));
  const oversight = strictestOf([...all, ...everywhere]);
  const needsApproval = oversight === 'approve';
  const asking = needsApproval
    ? all.filter(clause => clause.oversight === 'approve')
    : [];
  return {
    oversight,
    requirements: uniteRequirements(
      asking.flatMap(clause => clause.requirements),
    ),
    obligations: [...obligationsOf(all), ...obligations],
    limitsThatApply: sortedBy(
      verdicts.flatMap(verdict => verdict.limits),
      limit => [limit.name, limit.mandate, limit.version],
    ),
    expiresAfterMs: shortest(asking.map(clause => clause.expiresAfterMs)),
    reservations: isStricter('approve', oversight)
      ? sortedBy(
          verdicts.flatMap(verdict => verdict.reservations),
          ({ mandate, budgetIndex, key }) => [mandate, budgetIndex, key],
        )
      : [],
    considered: heard.map(clause => considered(clause, oversight)),
    decidedBy: decidedBy(heard, oversight),
  };
}

/** Caps that hold for all are heard once, not once for each mandate. */
function hearAll(
  verdicts: readonly Verdict[],
  everywhere: readonly CountingClause[],
): readonly HeardClause[] {
  const isEverywhere = (judged: JudgedClause) =>
    judged.clause.type === 'cap' &&
    everywhere.some(({ clause }) => isSameCap(clause, judged.clause));
  return [
    ...verdicts.flatMap(({ mandate, clauses }) =>
      clauses
        .filter(judged => !isEverywhere(judged))
        .map(judged => ({ mandate, judged })),
    ),
    ...everywhere.map(judged => ({ mandate: undefined, judged })),
  ];
}

function isSameCap(a: Clause, b: Clause): boolean {
  return a.type === 'cap' && b.type === 'cap' && a.cap === b.cap;
}

function considered(
  { mandate, judged }: HeardClause,
  decided: Oversight,
): ConsideredClause {
  return {
    ...(mandate && { mandate: mandate.name, version: mandate.version }),
    clause: judged.clause,
    outcome: outcomeOf(judged, decided),
    ...(judged.state !== 'not-matched' && { oversight: judged.oversight }),
    words: judged.words,
    values: judged.values,
  };
}

function outcomeOf(judged: JudgedClause, decided: Oversight): ClauseOutcome {
  if (judged.state !== 'applies') {
    return judged.state;
  }
  if (isStricter(decided, judged.oversight)) {
    return 'overruled';
  }
  return judged.clause.type === 'grant' ? 'granted' : 'stricter';
}

/** The first clause that asks for what was decided; and what the others would have given, when it stands alone. */
function decidedBy(
  heard: readonly HeardClause[],
  decided: Oversight,
): Decision['decidedBy'] {
  const counted = heard.flatMap(({ mandate, judged }) =>
    judged.state === 'not-matched' ? [] : [{ mandate, judged }],
  );
  const deciding = counted.filter(({ judged }) => judged.oversight === decided);
  const { mandate, judged } = deciding[0] ?? {
    mandate: undefined,
    judged: counting({ type: 'no-mandate' }, decided, 'Nothing asks for more.'),
  };
  const others = counted.filter(clause => clause !== deciding[0]);
  return {
    ...(mandate && {
      mandate: mandate.name,
      version: mandate.version,
      ...(mandate.title !== undefined && { title: mandate.title }),
    }),
    clause: judged.clause,
    words: judged.words,
    ...(deciding.length === 1 &&
      others.length > 0 && {
        wouldOtherwiseBe: strictestOf(others.map(other => other.judged)),
      }),
  };
}

function obligationsOf(
  clauses: readonly CountingClause[],
): readonly Obligation[] {
  const recipients = [
    ...new Set(clauses.flatMap(clause => clause.notify)),
  ].sort();
  const durationMs = Math.max(0, ...clauses.map(clause => clause.soakMs));
  return [
    ...(recipients.length > 0 ? [{ type: 'notify', recipients } as const] : []),
    ...(durationMs > 0 ? [{ type: 'soak', durationMs } as const] : []),
  ];
}

function shortest(
  durations: readonly (number | undefined)[],
): number | undefined {
  const known = durations.filter(duration => duration !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

const clauseOrder: readonly Clause['type'][] = [
  'grant',
  'unreadable',
  'limit',
  'cap',
  'otherwise',
  'no-mandate',
];

function inStableOrder(heard: readonly HeardClause[]): readonly HeardClause[] {
  return sortedBy(heard, ({ mandate, judged: { clause, words } }) => [
    mandate ? 0 : 1,
    mandate?.name ?? '',
    mandate?.version ?? '',
    clauseOrder.indexOf(clause.type),
    clause.type === 'grant' ? clause.index : 0,
    clause.type === 'cap' ? clause.cap : '',
    clause.type === 'limit' ? clause.limit : '',
    words,
  ]);
}

function sortedBy<Item>(
  items: readonly Item[],
  key: (item: Item) => readonly (string | number)[],
): readonly Item[] {
  return items
    .map(item => ({ item, key: key(item) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ item }) => item);
}

function compareKeys(
  a: readonly (string | number)[],
  b: readonly (string | number)[],
): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at < 0) {
    return 0;
  }
  return a[at] < b[at] ? -1 : 1;
}
