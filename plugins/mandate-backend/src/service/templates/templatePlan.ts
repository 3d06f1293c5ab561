import type { ClusterObject, Plan } from '@mandate/plugin-mandate-common';
import { clusterObjectSchema } from '@mandate/plugin-mandate-common';
import {
  compareTemplates,
  renderTemplate,
  sampleValues,
  type Template,
} from '@mandate/templates';
import type { StoredTemplateVersion } from '../../database/templates/TemplateVersionStore';
import { replacedWords, textDigest } from '../plan/fileText';
import { portalPlanFrame } from '../plan/portalPlanFrame';
import { type StandingBefore, standingOf } from './plannedState';
import type { ParsedTemplate } from './TemplateCache';

/** The version's state is recorded. */
export const RECORD_STEP = 'record';
/** The file and the record of its design are committed, where a repository is configured. */
export const COMMIT_STEP = 'commit';

/** The instance that the preview shows. */
export const PREVIEW_INSTANCE = { name: 'example', namespace: 'preview' };

/** A template as it was or is to be, with its digest. */
export interface PlannedTemplate {
  readonly template: Template;
  readonly digest: string;
  /** The template with its objects for {@link PREVIEW_INSTANCE} and its sample values, when it is a chart or a base. */
  readonly preview: Template;
}

/** The plan of approving a version: the difference to the last approved one, and what it renders to. */
export function approvalPlan(options: {
  readonly before: PlannedTemplate | undefined;
  readonly after: PlannedTemplate;
  readonly decisionRecord?: string;
  /** Of exactly this version, when it was approved before and is out of use. */
  readonly standingBefore?: StandingBefore;
  readonly baseVersion: string;
  /** Whether the file is also committed to a repository. */
  readonly isCommitted: boolean;
  /** What the repository has in its place. */
  readonly replaced?: {
    readonly text: string;
    readonly parsed: ParsedTemplate;
  };
  /** The record that the repository has in the place of this one. */
  readonly replacedRecord?: string;
}): Plan {
  const { before, after, decisionRecord, standingBefore, baseVersion } =
    options;
  const replacedRecord =
    decisionRecord === undefined
      ? undefined
      : textDigest(options.replacedRecord);
  const { name } = after.template;
  const differences = before
    ? compareTemplates(before.template, after.template)
    : [];
  const breaking = differences.filter(({ effect }) => effect === 'breaking');
  const frame = planFrame(baseVersion);
  return {
    ...frame,
    steps: [
      ...frame.steps,
      ...(options.isCommitted
        ? [
            {
              id: COMMIT_STEP,
              title: 'Commit it with the record of its design',
              effect: true,
            },
          ]
        : []),
    ],
    summary: [
      before
        ? `A new version of ${name}.`
        : `The first approved version of ${name}.`,
      ...(options.replaced ? replacedTextWords(options.replaced, before) : []),
      ...(options.replacedRecord === decisionRecord
        ? []
        : replacedWords(replacedRecord, 'decision record')),
      ...(breaking.length > 0
        ? [`Breaking: ${breaking.map(({ words }) => words).join(' ')}`]
        : []),
      ...differences
        .filter(({ effect }) => effect === 'notable')
        .slice(0, 10)
        .map(({ words }) => words),
      `Digest ${after.digest}.`,
    ]
      .join(' ')
      .slice(0, 4_000),
    objects: [
      {
        ...typeOf(after.template),
        name,
        action: before ? 'update' : 'create',
        before: before ? documentOf(before.template) : null,
        after: documentOf(after.template),
      },
      {
        apiVersion: 'mandate.dev/v1alpha1',
        kind: 'TemplatePreview',
        name,
        action: before ? 'update' : 'create',
        before: before ? previewOf(before) : null,
        after: previewOf(after, {
          decisionRecord,
          replacedRecord,
          standingBefore,
        }),
      },
    ],
    undo: { words: 'the approval is withdrawn again', typicalSeconds: 1 },
  };
}

/** The plan of taking a version out of use, with those it concerns. */
export function withdrawalPlan(options: {
  readonly version: StoredTemplateVersion;
  readonly template: Template;
  readonly action: 'deprecate' | 'withdraw';
  readonly reason: string;
  readonly instances: readonly string[];
  readonly baseVersion: string;
}): Plan {
  const { version, template, action, reason, instances, baseVersion } = options;
  const shown = instances.slice(0, 20).join(', ');
  const more =
    instances.length > 20 ? ` and ${instances.length - 20} more` : '';
  return {
    ...planFrame(baseVersion),
    summary: [
      action === 'deprecate'
        ? `No new instances of this version of ${version.name}.`
        : `This version of ${version.name} may not be used any more: changes that render it are novel again.`,
      reason,
      instances.length === 0
        ? 'No instance has it.'
        : `${instances.length} ${
            instances.length === 1 ? 'instance has' : 'instances have'
          } it and must be upgraded: ${shown}${more}.`,
    ].join(' '),
    objects: [
      {
        ...typeOf(template),
        name: version.name,
        action: 'update',
        before: documentOf(template),
        after: {
          apiVersion: 'mandate.dev/v1alpha1',
          kind: 'TemplateWithdrawal',
          metadata: { name: version.name },
          digest: version.digest,
          state: action === 'deprecate' ? 'deprecated' : 'withdrawn',
          reason,
          standingBefore: standingOf(version),
        },
      },
    ],
    undo: { words: 'the version is approved again', typicalSeconds: 1 },
  };
}

/** What the commit replaces, and how that is another text than people approved before. */
function replacedTextWords(
  { text, parsed }: { readonly text: string; readonly parsed: ParsedTemplate },
  before: PlannedTemplate | undefined,
): readonly string[] {
  const words = replacedWords(textDigest(text));
  if (!parsed.ok) {
    return [...words, `Nobody approved that text: it is not valid.`];
  }
  if (parsed.digest === before?.digest) {
    return words;
  }
  const differences = before
    ? compareTemplates(before.template, parsed.template)
    : [];
  return [
    ...words,
    `Nobody approved that text${differences.length > 0 ? ':' : '.'}`,
    ...differences.slice(0, 10).map(difference => difference.words),
  ];
}

function planFrame(
  baseVersion: string,
): ReturnType<typeof portalPlanFrame> & Pick<Plan, 'steps'> {
  return {
    ...portalPlanFrame(baseVersion),
    steps: [{ id: RECORD_STEP, title: 'Record it', effect: true }],
  };
}

function typeOf(template: Template) {
  const { apiVersion, kind } = documentOf(template);
  return { apiVersion, kind };
}

function documentOf({ document }: Template): ClusterObject {
  return clusterObjectSchema.parse(document);
}

/** What the defaults render to; required parameters get an example. */
function previewOf(
  { template, digest, preview }: PlannedTemplate,
  {
    decisionRecord,
    replacedRecord,
    standingBefore,
  }: {
    readonly decisionRecord?: string;
    readonly replacedRecord?: string;
    readonly standingBefore?: StandingBefore;
  } = {},
): ClusterObject {
  const values = sampleValues(template);
  const rendered = renderTemplate({
    template: preview,
    instance: PREVIEW_INSTANCE,
    values,
  });
  return clusterObjectSchema.parse({
    apiVersion: 'mandate.dev/v1alpha1',
    kind: 'TemplatePreview',
    metadata: { name: template.name },
    digest,
    values,
    ...(decisionRecord !== undefined && { decisionRecord }),
    ...(replacedRecord !== undefined && { replacedRecord }),
    ...(standingBefore && { standingBefore }),
    ...(rendered.ok
      ? {
          objects: Object.fromEntries(
            rendered.objects.map(object => [
              `${object.kind} ${object.metadata.name}`,
              object,
            ]),
          ),
        }
      : { problems: rendered.problems.map(({ message }) => message) }),
  });
}
