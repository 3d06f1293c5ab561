import { stringify } from 'yaml';
import { TEMPLATE_ANNOTATIONS } from '../annotations/templateAnnotations';
import { isJsonObject, JsonObject, JsonValue } from '../json';
import { Template } from '../template';
import { withoutServerFields } from './withoutServerFields';
import { withParameters } from './withParameters';

/**
 * How a drafted template calls itself.
 *
 * @public
 */
export interface DraftIdentity {
  /** A DNS label. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Entity reference of the group that answers for it. */
  readonly owner: string;
  readonly containerType?: string;
}

/**
 * A file that a person reads before it is proposed, with what could not be taken over.
 *
 * @public
 */
export interface TemplateDraft {
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * Drafts a template from objects that are there already, such as live manifests: their common name becomes the
 * instance's, and images, copies and sizes become parameters with today's values as defaults. Secrets, other namespaces
 * and what the server added are left out and noted. Every text of the objects stays a text: `${` in it is escaped.
 *
 * @public
 */
export function draftFromObjects(
  identity: DraftIdentity,
  objects: readonly JsonObject[],
): TemplateDraft {
  const notes: string[] = [];
  const kept = objects.flatMap(object => {
    if (object.kind === 'Secret') {
      notes.push(
        `The Secret ${nameOf(
          object,
        )} is left out: a template refers to secrets by name and never holds one.`,
      );
      return [];
    }
    return [cleaned(object)];
  });
  const { resources, parameters, notes: more } = withParameters(kept);
  return {
    text: fileText(identity, {
      parameters,
      resources,
      workload: workloadOf(resources),
    }),
    notes: [...notes, ...more],
  };
}

/**
 * Drafts a template from the nearest approved one, under another name: a start to change by hand.
 *
 * @public
 */
export function draftFromTemplate(
  identity: DraftIdentity,
  nearest: Pick<Template, 'document' | 'name'>,
): TemplateDraft {
  const { metadata, spec } = nearest.document;
  const annotations =
    isJsonObject(metadata) && isJsonObject(metadata.annotations)
      ? metadata.annotations
      : {};
  const schema =
    isJsonObject(spec) && isJsonObject(spec.schema) ? spec.schema : {};
  return {
    text: stringify(
      {
        ...nearest.document,
        metadata: {
          ...(isJsonObject(metadata) ? metadata : {}),
          name: identity.name,
          annotations: { ...annotations, ...annotationsOf(identity) },
        },
        spec: {
          ...(isJsonObject(spec) ? spec : {}),
          schema: { ...schema, kind: kindOf(identity.name) },
        },
      },
      { lineWidth: 0 },
    ),
    notes: [
      `This is the template ${nearest.name} under another name. Change what differs, then look at the plan.`,
    ],
  };
}

function fileText(
  identity: DraftIdentity,
  parts: {
    readonly parameters: JsonObject;
    readonly resources: readonly JsonValue[];
    readonly workload: string | undefined;
  },
): string {
  return stringify(
    {
      apiVersion: 'kro.run/v1alpha1',
      kind: 'ResourceGraphDefinition',
      metadata: {
        name: identity.name,
        annotations: {
          ...annotationsOf(identity),
          ...(parts.workload && {
            [TEMPLATE_ANNOTATIONS.workload]: parts.workload,
          }),
        },
      },
      spec: {
        schema: {
          apiVersion: 'v1alpha1',
          kind: kindOf(identity.name),
          group: 'templates.mandate.dev',
          spec: parts.parameters,
        },
        resources: parts.resources,
      },
    },
    { lineWidth: 0 },
  );
}

function annotationsOf(identity: DraftIdentity): Record<string, string> {
  return {
    [TEMPLATE_ANNOTATIONS.title]: identity.title,
    [TEMPLATE_ANNOTATIONS.description]: identity.description,
    [TEMPLATE_ANNOTATIONS.owner]: identity.owner,
    ...(identity.containerType && {
      [TEMPLATE_ANNOTATIONS.containerType]: identity.containerType,
    }),
  };
}

/** `message-queue` becomes `MessageQueue`. */
function kindOf(name: string): string {
  const words = name
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join('').replace(/^\d/, digit => `T${digit}`);
}

/** Without what the server and other controllers add. */
function cleaned({ status: _status, ...object }: JsonObject): JsonObject {
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const annotations = isJsonObject(metadata.annotations)
    ? Object.fromEntries(
        Object.entries(metadata.annotations).filter(
          ([key]) =>
            !/(^|\.)(kubernetes\.io|mandate\.dev|kro\.run)\//.test(key),
        ),
      )
    : {};
  return {
    ...withoutServerFields(object),
    metadata: {
      name: metadata.name ?? 'unnamed',
      ...(isJsonObject(metadata.labels) && { labels: metadata.labels }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
  };
}

function nameOf({ metadata }: JsonObject): string {
  return isJsonObject(metadata) ? String(metadata.name) : '';
}

function workloadOf(resources: readonly JsonValue[]): string | undefined {
  const workload = resources.find(
    resource =>
      isJsonObject(resource) &&
      isJsonObject(resource.template) &&
      ['Deployment', 'StatefulSet'].includes(String(resource.template.kind)),
  );
  return isJsonObject(workload) ? String(workload.id) : undefined;
}
