import { InputError } from '@backstage/errors';
import type {
  TemplateDraftRequest,
  TemplateMatch,
} from '@mandate/plugin-mandate-common';
import {
  decisionRecord,
  draftFromObjects,
  draftFromTemplate,
  type JsonObject,
  objectsFromCompose,
  type Template,
  type TemplateDraft,
} from '@mandate/templates';
import { parseAllDocuments } from 'yaml';

/** The file to propose, and the record of its design. */
export interface RequestedTemplate {
  readonly text: string;
  readonly decisionRecord: string;
  readonly notes: readonly string[];
}

/** Drafts what was asked for, from what was given or from the nearest approved template. */
export function draftRequested(
  request: TemplateDraftRequest,
  context: {
    readonly considered: readonly TemplateMatch[];
    readonly nearest: Template | undefined;
    readonly proposedBy: string;
    readonly at: string;
  },
): RequestedTemplate {
  const { draft, source } = drafted(request, context.nearest);
  return {
    text: draft.text,
    notes: draft.notes,
    decisionRecord: decisionRecord({
      name: request.name,
      title: request.title,
      requirement: request.requirement,
      considered: context.considered,
      source,
      notes: draft.notes,
      proposedBy: context.proposedBy,
      at: context.at,
    }),
  };
}

function drafted(
  request: TemplateDraftRequest,
  nearest: Template | undefined,
): { readonly draft: TemplateDraft; readonly source: string } {
  const { from } = request;
  switch (from.type) {
    case 'file':
      return {
        draft: { text: from.text, notes: [] },
        source: 'a file that was written for it',
      };
    case 'compose':
      return {
        draft: draftFromCompose(request, from.text),
        source: 'a compose file',
      };
    case 'manifests':
      return {
        draft: draftFromObjects(request, objectsOf(from.text)),
        source: 'live manifests',
      };
    default:
      if (nearest) {
        return {
          draft: draftFromTemplate(request, nearest),
          source: `the nearest template, ${nearest.name}`,
        };
      }
      throw new InputError(
        'No approved template is near. Give a compose file, manifests or a finished template.',
      );
  }
}

function draftFromCompose(
  request: TemplateDraftRequest,
  text: string,
): TemplateDraft {
  const read = objectsFromCompose(text);
  if (!read.ok) {
    throw new InputError(read.message);
  }
  if (read.objects.length === 0) {
    throw new InputError(
      `Nothing of the compose file can be taken over. ${read.notes.join(' ')}`,
    );
  }
  const draft = draftFromObjects(request, read.objects);
  return { ...draft, notes: [...read.notes, ...draft.notes] };
}

function objectsOf(manifests: string): readonly JsonObject[] {
  // To look for keys that are there twice takes the parser seconds for tens of thousands of them.
  const documents = parseAllDocuments(manifests.slice(0, 900_000), {
    uniqueKeys: false,
  });
  return documents.flatMap(document => {
    const value: unknown = document.errors.length
      ? undefined
      : document.toJS({ maxAliasCount: 0 });
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new InputError('The manifests are not YAML documents of objects.');
    }
    // safety: YAML without aliases and tags is JSON.
    return [value as JsonObject];
  });
}
