import type { PlannedObject } from '@mandate/plugin-mandate-common';
import {
  effectsOf,
  type FoundationPlan,
  type ObjectPlan,
  wordsOf,
} from '../cluster/planFoundation';
import { changedPaths } from './changedPaths';

/** Most fields that are listed of one object. */
const MOST_FIELDS = 8;

/** The plan as a person reads it before saying yes. */
export function planWords(
  plan: FoundationPlan,
  { kubeconfig }: { readonly kubeconfig: string },
): string {
  const effects = effectsOf(plan);
  const all = plan.parts.flatMap(({ objects }) => objects);
  const unchecked = effects.filter(({ checked }) => !checked).length;
  return [
    `The cluster of ${kubeconfig}:`,
    ...plan.parts.flatMap(({ title, objects }) => partLines(title, objects)),
    effects.length === 0
      ? `Nothing to do: all ${all.length} objects are as they should be.`
      : `${effects.length} of ${all.length} objects would be made or changed.`,
    ...(unchecked > 0
      ? [
          `${unchecked} of them live in namespaces or kinds that are not there yet, so the server could not try them.`,
        ]
      : []),
  ].join('\n');
}

function partLines(
  title: string,
  objects: readonly ObjectPlan[],
): readonly string[] {
  const unchanged = objects.filter(
    ({ planned }) => planned.action === 'none',
  ).length;
  return [
    '',
    `${title}${unchanged > 0 ? ` (${unchanged} as they should be)` : ''}`,
    ...objects
      .filter(({ planned }) => planned.action !== 'none')
      .flatMap(objectLines),
  ];
}

function objectLines({ object, planned }: ObjectPlan): readonly string[] {
  if (planned.action === 'create') {
    return [`  + ${wordsOf(object)}`];
  }
  const takesOver = planned.takesOverFrom ?? [];
  return [
    `  ~ ${wordsOf(object)}${
      takesOver.length > 0 ? `, also fields of ${takesOver.join(', ')}` : ''
    }`,
    ...fieldLines(planned),
  ];
}

function fieldLines({ before, after }: PlannedObject): readonly string[] {
  const paths = changedPaths(before, after);
  const more = paths.length - MOST_FIELDS;
  return [
    ...paths.slice(0, MOST_FIELDS).map(path => `      ${path}`),
    ...(more > 0 ? [`      and ${more} more fields`] : []),
  ];
}
