import { JsonObject, JsonValue } from '../json';
import { validateParameters } from '../parameters/validateParameters';
import { validateUpdate } from '../parameters/validateUpdate';
import { TemplateInstance } from '../rendering/prepareInstance';
import { KubernetesObject } from '../rendering/kubernetesObject';
import { renderTemplate } from '../rendering/renderTemplate';
import { Template } from '../template';
import { imagesOf, largestStep, VersionBump } from './imageSteps';

/**
 * One object's change by an upgrade.
 *
 * @public
 */
export interface UpgradedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly action: 'create' | 'update' | 'delete';
  /** Null for an object that is new. */
  readonly before: KubernetesObject | null;
  /** Null for an object that goes. */
  readonly after: KubernetesObject | null;
}

/**
 * What an upgrade does to one instance, or why it cannot be done.
 *
 * @public
 */
export type UpgradePreview =
  | {
      readonly status: 'unchanged' | 'changes';
      readonly objects: readonly UpgradedObject[];
      readonly values: JsonObject;
      /** The largest version step of an image. */
      readonly bump: VersionBump;
      /** Why a person must decide; empty when mandates alone do. */
      readonly needsPerson: readonly string[];
    }
  | { readonly status: 'blocked'; readonly problems: readonly string[] };

/**
 * Renders an instance with the values it has by its own version and by another one, and compares. Parameters that the new
 * version does not have any more are named as a problem, never dropped. A new major version of a stateful template always
 * needs a person.
 *
 * @public
 */
export function previewUpgrade(options: {
  readonly before: Template;
  readonly after: Template;
  readonly instance: TemplateInstance;
  /** As given or pinned; defaults of the old version that were pinned stay. */
  readonly values: JsonObject;
  /** What the instance is to have; the same when absent. */
  readonly newValues?: JsonObject;
}): UpgradePreview {
  const { before, after, instance, values } = options;
  const old = renderTemplate({ template: before, instance, values });
  const next = renderTemplate({
    template: after,
    instance,
    values: options.newValues ?? values,
  });
  if (!old.ok || !next.ok) {
    return {
      status: 'blocked',
      problems: [
        ...(old.ok ? [] : old.problems.map(words('by its own version'))),
        ...(next.ok ? [] : next.problems.map(words('by the new version'))),
      ],
    };
  }
  const immutable = changedImmutables(after, old.values, next.values);
  if (immutable.length > 0) {
    return { status: 'blocked', problems: immutable };
  }
  const objects = compareObjects(old.objects, next.objects);
  const bump = largestStep(imagesOf(old.objects), imagesOf(next.objects));
  const isStateful = after.annotations.upgradeClass === 'stateful';
  return {
    status: objects.length > 0 ? 'changes' : 'unchanged',
    objects,
    values: next.values,
    bump,
    needsPerson: [
      ...(isStateful && (bump === 'major' || bump === 'unknown')
        ? ['A new major version may change stored data that cannot go back.']
        : []),
      ...objects
        .filter(({ action, kind }) => action === 'delete' && keepsData(kind))
        .map(({ kind, name }) => `The ${kind} ${name} goes, with its data.`),
    ],
  };
}

function changedImmutables(
  template: Template,
  before: JsonObject,
  after: JsonObject,
): readonly string[] {
  const validated = validateParameters(template, before);
  return validated.ok
    ? validateUpdate(template, validated.value, after).map(
        ({ message }) => message,
      )
    : [];
}

function compareObjects(
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
): readonly UpgradedObject[] {
  const old = new Map(before.map(object => [keyOf(object), object]));
  const kept = new Set(after.map(keyOf));
  return [
    ...after.flatMap((object): UpgradedObject[] => {
      const known = old.get(keyOf(object));
      if (known && sameJson(known, object)) {
        return [];
      }
      const action = known ? 'update' : 'create';
      return [named(object, action, known ?? null, object)];
    }),
    ...before
      .filter(object => !kept.has(keyOf(object)))
      .map(object => named(object, 'delete', object, null)),
  ];
}

function named(
  { apiVersion, kind, metadata }: KubernetesObject,
  action: UpgradedObject['action'],
  before: KubernetesObject | null,
  after: KubernetesObject | null,
): UpgradedObject {
  return { apiVersion, kind, name: metadata.name, action, before, after };
}

function keyOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  return `${apiVersion.split('/')[0]}/${kind}/${metadata.name}`;
}

/** The order of keys says nothing; templates may write them in another one. */
function sameJson(left: JsonValue, right: JsonValue): boolean {
  if (Array.isArray(left) || Array.isArray(right)) {
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item: JsonValue, index) => sameJson(item, right[index]))
    );
  }
  if (
    typeof left !== 'object' ||
    typeof right !== 'object' ||
    left === null ||
    right === null
  ) {
    return left === right;
  }
  // safety: lists were told apart above.
  const [a, b] = [left as JsonObject, right as JsonObject];
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

function keepsData(kind: string): boolean {
  return kind === 'PersistentVolumeClaim' || kind === 'StatefulSet';
}

function words(
  where: string,
): (problem: { readonly path: string; readonly message: string }) => string {
  return ({ path, message }) =>
    `It cannot be rendered ${where}: ${path}: ${message}`;
}
