import type {
  ClusterObject,
  TemplateDifference,
} from '@mandate/plugin-mandate-common';
import type { Fields } from '@mandate/plugin-mandate-node';
import { intentOf } from '../domain/intent';
import { driftedFields } from './driftedFields';
import { valueWords } from './driftFinding';
import { driftFrom } from './objectDrift';

/** Jobs that are done are removed after a while. */
const PASSING_KINDS: readonly string[] = ['Job'];

/**
 * Where an object is not what a template's version renders: fields that are otherwise or gone, and fields that a later
 * change of Mandate's brought beside them. What the server adds by default, and what others manage beside it, is no
 * difference; labels and annotations that Mandate keeps for itself are none either.
 */
export function templateDifferences(
  rendered: ClusterObject,
  live: ClusterObject | undefined,
): readonly TemplateDifference[] {
  const { kind, metadata } = rendered;
  const object = { kind, name: metadata.name };
  if (!live) {
    return PASSING_KINDS.includes(kind) ? [] : [{ object }];
  }
  const fields = renderedFields(rendered);
  return [
    ...driftFrom(fields, live).map(
      ({ path, intended, live: present, owner }) => ({
        object,
        path,
        rendered: valueWords(intended),
        ...(present !== undefined && { live: valueWords(present) }),
        ...(owner && { manager: owner.manager }),
      }),
    ),
    ...broughtLater(fields, live).map(({ path, intended }) => ({
      object,
      path,
      live: valueWords(intended),
    })),
  ];
}

function renderedFields(rendered: ClusterObject): Fields {
  const { apiVersion: _version, kind: _kind, metadata, ...fields } = rendered;
  const { labels, annotations } = metadata;
  return {
    ...fields,
    metadata: {
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    },
  };
}

/** What Mandate intends now and the template does not render. Marks in metadata, such as that of a restart, are no part of either. */
function broughtLater(fields: Fields, live: ClusterObject) {
  const { metadata: _metadata, ...intent } = intentOf(live) ?? {};
  return driftedFields(intent, fields).filter(
    ({ live: inRendering, segments }) =>
      inRendering === undefined && !segments.includes('metadata'),
  );
}
