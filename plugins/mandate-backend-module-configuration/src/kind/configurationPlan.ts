import type { ConfigurationDifference } from '@mandate/configuration';
import {
  type ClusterObject,
  type Figures,
  figuresSchema,
  type Plan,
  type PlannedObject,
  type TargetReference,
} from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { joinVersion, splitVersion } from '../domain/filesVersion';
import type { LevelFile } from '../domain/levelFiles';
import type { Texts } from '../repository/ConfigurationFiles';

/** The step that writes the version. */
export const COMMIT_STEP = 'commit';

const API_VERSION = 'mandate.dev/v1alpha1';
const FILE_KIND = 'ConfigurationFile';
const EFFECT_KIND = 'EffectiveConfiguration';

/** How many other targets a plan shows one by one. */
const MOST_SHOWN = 100;

const NO_FIGURES = { replicas: 0, cpuCores: 0, memoryGiB: 0, storageGiB: 0 };

/** What an edit comes to for one target. */
export interface ShownEffect {
  readonly target: TargetReference & { readonly name: string };
  readonly differences: readonly ConfigurationDifference[];
}

/** Puts the plan of the files and the plan of the cluster together. */
export function configurationPlan(options: {
  readonly files: readonly LevelFile[];
  readonly before: Texts;
  readonly after: Texts;
  readonly fileParts: readonly string[];
  readonly effects: readonly ShownEffect[];
  /** What applying does to the cluster; absent when nothing of it changes there. */
  readonly cluster: Plan | undefined;
  /** What the configuration itself uses of the figures that mandates limit. */
  readonly configured: {
    readonly before: Readonly<Record<string, number>>;
    readonly after: Readonly<Record<string, number>>;
  };
  readonly summary: string;
}): Plan {
  const { files, before, after, fileParts, effects, cluster } = options;
  const changed = files.filter(
    ({ path }) => before.get(path) !== after.get(path),
  );
  const writes = changed.length > 0;
  return {
    summary: options.summary,
    objects: [
      ...changed.map(file => plannedFile(file, before, after)),
      ...effects.slice(0, MOST_SHOWN).map(plannedEffect),
      ...(cluster?.objects ?? []),
    ],
    steps: [
      ...(writes
        ? [
            {
              id: COMMIT_STEP,
              title: 'Write the new version of the configuration',
              effect: true,
            },
          ]
        : []),
      ...(cluster?.steps ?? []),
    ],
    figures: {
      before: largerFigures(cluster?.figures.before, options.configured.before),
      after: largerFigures(cluster?.figures.after, options.configured.after),
    },
    images: cluster?.images ?? [],
    baseVersion: joinVersion(fileParts, cluster?.baseVersion ?? ''),
    undo: {
      words: [
        ...(writes ? ['a new version with the old values is written'] : []),
        ...(cluster ? [cluster.undo.words] : []),
      ].join('; '),
      typicalSeconds: cluster?.undo.typicalSeconds ?? 1,
    },
    verification: cluster?.verification ?? {
      soakSeconds: 0,
      deadlineSeconds: 60,
    },
  };
}

/** What the workload requests or what is configured, whichever is more, so that a limit holds for both. */
function largerFigures(
  requested: Figures | undefined,
  configured: Readonly<Record<string, number>>,
): Figures {
  const figures = requested ?? NO_FIGURES;
  const larger = Object.entries(configured)
    .filter(([name]) => name in figuresSchema.shape)
    .map(([name, amount]) => [
      name,
      Math.max(amount, new Map(Object.entries(figures)).get(name) ?? 0),
    ]);
  return figuresSchema.parse({ ...figures, ...Object.fromEntries(larger) });
}

/** The part of a plan that is about the cluster; undefined when there is none. */
export function clusterPart(plan: Plan): Plan | undefined {
  const objects = plan.objects.filter(
    ({ apiVersion }) => apiVersion !== API_VERSION,
  );
  return objects.length === 0
    ? undefined
    : {
        ...plan,
        objects,
        steps: plan.steps.filter(({ id }) => id !== COMMIT_STEP),
        baseVersion: splitVersion(plan.baseVersion).clusterVersion,
      };
}

const fileSchema = z.looseObject({
  spec: z.object({ text: z.string().optional() }),
});

/** A file that a plan writes. */
export interface FileWrite {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The files that a plan writes. */
export function fileWrites(plan: Plan): readonly FileWrite[] {
  return plan.objects
    .filter(
      ({ apiVersion, kind }) =>
        apiVersion === API_VERSION && kind === FILE_KIND,
    )
    .map(({ name, before, after }) => ({
      path: name,
      before: textIn(before),
      after: textIn(after),
    }));
}

/** Names of the other targets whose effective configuration a plan changes. */
export function otherEffects(
  plan: Plan,
  target: TargetReference,
): readonly string[] {
  return plan.objects
    .filter(
      ({ apiVersion, kind, name }) =>
        apiVersion === API_VERSION &&
        kind === EFFECT_KIND &&
        name !== effectName(target),
    )
    .map(({ name }) => name);
}

function effectName({ entityRef, environment }: TargetReference): string {
  return `${entityRef} in ${environment}`;
}

function textIn(object: ClusterObject | null): string | undefined {
  return object === null ? undefined : fileSchema.parse(object).spec.text;
}

function plannedFile(
  { path }: LevelFile,
  before: Texts,
  after: Texts,
): PlannedObject {
  // Always an update: a file of git is no object of the cluster that is created or removed.
  return {
    apiVersion: API_VERSION,
    kind: FILE_KIND,
    name: path,
    action: 'update',
    before: fileObject(path, before.get(path)),
    after: fileObject(path, after.get(path)),
  };
}

function fileObject(path: string, text: string | undefined): ClusterObject {
  return {
    apiVersion: API_VERSION,
    kind: FILE_KIND,
    metadata: { name: path },
    spec: text === undefined ? {} : { text },
  };
}

function plannedEffect({ target, differences }: ShownEffect): PlannedObject {
  const name = effectName(target);
  const side = (of: 'left' | 'right'): ClusterObject => ({
    apiVersion: API_VERSION,
    kind: EFFECT_KIND,
    metadata: { name },
    values: Object.fromEntries(
      differences.flatMap(({ path, [of]: value }) =>
        value.state === 'set' ? [[path, value.value]] : [],
      ),
    ),
  });
  return {
    apiVersion: API_VERSION,
    kind: EFFECT_KIND,
    name,
    action: 'update',
    before: side('left'),
    after: side('right'),
  };
}
