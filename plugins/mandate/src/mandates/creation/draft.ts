import type { MandateView } from '@mandate/plugin-mandate-common';
import { parseMandate } from '@mandate/policy';
import { entityName } from '@mandate/plugin-mandate-react';
import {
  mandateDocument,
  type MandateDocument,
  mandateRefOf,
} from '../editor/mandateDocument';
import { problemWords } from '../editor/readMandateText';
import {
  type ContainerType,
  containerTypes,
  usualMandate,
} from './startingPoints';

/** It has no name yet. */
const NEW_MANDATE = { entityRef: 'mandate:default/', title: '' };

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
      NEW_MANDATE,
      usualMandate(start.container, given.owner),
    );
  }
  const copied = given.mandates.find(
    ({ entityRef }) => entityName(entityRef) === start.mandate,
  );
  if (!copied) {
    return undefined;
  }
  const { lastDone: _, ...review } = copied.spec.review;
  return mandateDocument(
    { ...NEW_MANDATE, description: copied.description },
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
  mandates: readonly Pick<MandateView, 'entityRef'>[],
): DraftProblems {
  const { name } = draft.metadata;
  const nameTrouble = nameProblem(draft, mandates);
  const parsed = parseMandate({
    ...draft,
    // A name that is missing is told beside its field.
    metadata: { ...draft.metadata, name: name || 'new' },
  });
  return {
    ...(nameTrouble && { name: nameTrouble }),
    rules: parsed.ok ? [] : parsed.errors.map(problemWords),
  };
}

function nameProblem(
  draft: MandateDocument,
  mandates: readonly Pick<MandateView, 'entityRef'>[],
): DraftProblems['name'] {
  const { name } = draft.metadata;
  if (name === '') {
    return 'missing';
  }
  if (!NAME.test(name)) {
    return 'malformed';
  }
  return mandates.some(({ entityRef }) => entityRef === mandateRefOf(draft))
    ? 'taken'
    : undefined;
}
