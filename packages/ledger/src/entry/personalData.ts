import { isJsonObject, type JsonObject, type JsonValue } from './canonicalJson';
import { type LedgerEntryDraft } from './appendEntry';
import {
  commit,
  type Commitment,
  CommitmentSchema,
  type LocatedOpening,
  verifyCommitment,
} from './commitment';
import { isJsonArray, pointerTo, valueAt } from './jsonPointer';
import { type RecordedLedgerEntry } from './ledgerEntry';

/**
 * Stands, when an entry is shown, where a value was erased. No entity reference reads like it.
 *
 * @public
 */
export const ERASED = 'erased';

/**
 * An opening and whose data it is: erasing a person erases every opening that names the person.
 *
 * @public
 */
export interface PersonalOpening extends LocatedOpening {
  /** Entity references in lower case. Never empty. */
  readonly people: readonly string[];
}

/**
 * A draft that names nobody, and what was taken out of it.
 *
 * @public
 */
export interface HiddenDraft {
  readonly draft: LedgerEntryDraft;
  readonly openings: readonly PersonalOpening[];
}

/**
 * Members whose text a person wrote: it can say anything about anybody, so it goes with its author, whatever it says.
 */
const FREE_TEXT = new Set(['reason', 'comment', 'question']);

/** A reference to a person anywhere in a text; the name ends in a letter or digit, so that a full stop is not part of it. */
const PERSON = /\buser:[a-z0-9_.-]+\/[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?/gi;

/**
 * Replaces everything personal in a draft by commitments: each text that names a person (`user:…`), wherever it stands,
 * and the free text of a person. What is not personal stays readable, so that states replay from the ledger alone.
 *
 * `salt` gives 32 fresh random bytes a call; see {@link commit}.
 *
 * @public
 */
export function hidePersonalData(
  draft: LedgerEntryDraft,
  salt: () => Uint8Array,
): HiddenDraft {
  const openings: PersonalOpening[] = [];
  const { type, ref } = draft.actor;
  const author = type === 'person' && typeof ref === 'string' ? [ref] : [];

  const hide = (
    value: JsonValue,
    at: string,
    people: readonly string[],
  ): Commitment => {
    const { commitment, opening } = commit({ salt: salt(), value });
    const refs = [...new Set(people.map(person => person.toLowerCase()))];
    openings.push({ ...opening, at, people: refs });
    return commitment;
  };
  const saysMore = Object.keys(draft.data).some(name => FREE_TEXT.has(name));
  const walk = (value: JsonValue, at: string, name: string): JsonValue => {
    if (typeof value === 'string') {
      // Words repeat what the person wrote.
      const isFree = FREE_TEXT.has(name) || (name === 'words' && saysMore);
      const people = [...peopleIn(value), ...(isFree ? author : [])];
      return people.length > 0 ? hide(value, at, people) : value;
    }
    if (isJsonArray(value)) {
      return value.map((item, index) => walk(item, pointerTo(at, index), name));
    }
    if (!isJsonObject(value)) {
      return value;
    }
    // A name that is a member's name cannot be replaced alone.
    return peopleIn(Object.keys(value).join(' ')).length > 0
      ? hide(value, at, peopleIn(JSON.stringify(value)))
      : mapMembers(value, at, walk);
  };

  const isPersonal = (text: string) => peopleIn(text).length > 0;
  return {
    draft: {
      ...draft,
      actor:
        typeof ref === 'string' && (author.length > 0 || isPersonal(ref))
          ? { type, ref: hide(ref, '/actor/ref', [ref]) }
          : draft.actor,
      ...(typeof draft.subject === 'string' &&
        isPersonal(draft.subject) && {
          subject: hide(draft.subject, '/subject', [draft.subject]),
        }),
      data: mapMembers(draft.data, '/data', walk),
    },
    openings,
  };
}

/**
 * An entry with its commitments opened, for showing; where there is no opening any more, {@link ERASED}. Shows what is
 * said to open them: whether it does, the verifier tells.
 *
 * @public
 */
export function revealPersonalData(
  entry: RecordedLedgerEntry,
  openings: readonly LocatedOpening[],
): JsonObject {
  const values = new Map(openings.map(({ at, value }) => [at, value]));
  const reveal = (value: JsonValue, at: string): JsonValue => {
    if (isJsonArray(value)) {
      return value.map((item, index) => reveal(item, pointerTo(at, index)));
    }
    if (!isJsonObject(value)) {
      return value;
    }
    return CommitmentSchema.safeParse(value).success
      ? values.get(at) ?? ERASED
      : mapMembers(value, at, reveal);
  };
  return mapMembers({ ...entry }, '', reveal);
}

/**
 * Whether the opening is that of the commitment at its place in an entry.
 *
 * @public
 */
export function opensCommitment(
  entry: JsonObject,
  opening: LocatedOpening,
): boolean {
  const commitment = CommitmentSchema.safeParse(valueAt(entry, opening.at));
  return commitment.success && verifyCommitment(commitment.data, opening);
}

/** The object with each member as `map` has it; `at` is the object's own pointer. */
function mapMembers(
  object: JsonObject,
  at: string,
  map: (value: JsonValue, at: string, name: string) => JsonValue,
): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      value === undefined ? value : map(value, pointerTo(at, name), name),
    ]),
  );
}

/** The people whom a text names, as it writes them. */
function peopleIn(text: string): readonly string[] {
  return text.match(PERSON) ?? [];
}
