import type { MandateView } from '@mandate/plugin-mandate-common';
import { parseMandate } from '@mandate/policy';
import {
  mandateDocument,
  type MandateDocument,
} from '../editor/mandateDocument';
import { problemWords } from '../editor/readMandateText';
import {
  type ContainerType,
  containerTypes,
  usualMandate,
} from './startingPoints';

/** Names that the catalog takes. */
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Where a new mandate starts: what is usual for a container type, or a mandate that there is. */
export type Start =
  | { readonly type: 'usual'; readonly container: ContainerType }
  | { readonly type: 'copy'; readonly mandate: string };

/** A starting point as the address names it; undefined for anything else. */
export function readStart(written: string | undefined): Start | undefined {
  const [type, ...rest] = (written ?? '').split(':');
  const name = rest.join(':');
  const container = containerTypes.find(one => one === name);
  if (type === 'usual' && container) {
    return { type, container };
  }
  return type === 'copy' && name !== '' ? { type, mandate: name } : undefined;
}

/** A starting point for the address. */
export function writeStart(start: Start): string {
  return start.type === 'usual'
    ? `usual:${start.container}`
    : `copy:${start.mandate}`;
}

/**
 * The first text of a new mandate; undefined when the mandate to be copied is not there. A copy has a name of its own,
 * and nobody has reviewed it yet.
 */
export function firstDraft(
  start: Start,
  given: { readonly mandates: readonly MandateView[]; readonly owner: string },
): MandateDocument | undefined {
  if (start.type === 'usual') {
    return mandateDocument(
      { name: '', title: '' },
      usualMandate(start.container, given.owner),
    );
  }
  const copied = given.mandates.find(({ name }) => name === start.mandate);
  if (!copied) {
    return undefined;
  }
  const { lastDone: _, ...review } = copied.spec.review;
  return mandateDocument(
    { name: '', title: '', description: copied.description },
    { ...copied.spec, review },
  );
}

/** What keeps a draft from being proposed, by what can be done about it. */
export interface DraftProblems {
  readonly name?: 'missing' | 'malformed' | 'taken';
  /** What the mandate's own rules say, as sentences. */
  readonly rules: readonly string[];
}

/** Looks a draft over. */
export function draftProblems(
  draft: MandateDocument,
  mandates: readonly Pick<MandateView, 'name'>[],
): DraftProblems {
  const { name } = draft.metadata;
  const parsed = parseMandate({
    ...draft,
    // A name that is missing is told beside its field.
    metadata: { ...draft.metadata, name: name || 'new' },
  });
  return {
    ...(nameProblem(name, mandates) && { name: nameProblem(name, mandates) }),
    rules: parsed.ok ? [] : parsed.errors.map(problemWords),
  };
}

function nameProblem(
  name: string,
  mandates: readonly Pick<MandateView, 'name'>[],
): DraftProblems['name'] {
  if (name === '') {
    return 'missing';
  }
  if (!NAME.test(name)) {
    return 'malformed';
  }
  return mandates.some(mandate => mandate.name === name) ? 'taken' : undefined;
}
