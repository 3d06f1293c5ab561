import { InputError } from '@backstage/errors';
import type { TemplateMatch } from '@mandate/plugin-mandate-common';
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

/** What somebody asks for. */
export interface TemplateRequest {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly owner: string;
  readonly containerType?: string;
  readonly requirement: string;
  /** A finished file, a compose file, manifests, or the name of the nearest template. */
  readonly text?: string;
  readonly compose?: string;
  readonly manifests?: string;
}

/** The file to propose, and the record of its design. */
export interface RequestedTemplate {
  readonly text: string;
  readonly decisionRecord: string;
  readonly notes: readonly string[];
}

/** Drafts what was asked for, from what was given or from the nearest approved template. */
export function draftRequested(
  request: TemplateRequest,
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
  request: TemplateRequest,
  nearest: Template | undefined,
): { readonly draft: TemplateDraft; readonly source: string } {
  if (request.text !== undefined) {
    return {
      draft: { text: request.text, notes: [] },
      source: 'a file that was written for it',
    };
  }
  if (request.compose !== undefined) {
    const read = objectsFromCompose(request.compose);
    if (!read.ok) {
      throw new InputError(read.message);
    }
    const draft = draftFromObjects(request, read.objects);
    return {
      draft: { ...draft, notes: [...read.notes, ...draft.notes] },
      source: 'a compose file',
    };
  }
  if (request.manifests !== undefined) {
    return {
      draft: draftFromObjects(request, objectsOf(request.manifests)),
      source: 'live manifests',
    };
  }
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

function objectsOf(manifests: string): readonly JsonObject[] {
  const documents = parseAllDocuments(manifests.slice(0, 900_000));
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
