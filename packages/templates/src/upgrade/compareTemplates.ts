import { Template } from '../template';
import { parameterChanges } from './parameterChanges';

/**
 * A difference between two versions of a template, as an instance meets it.
 *
 * - `breaking`: values that were allowed may not be, or an object is made anew: every instance is looked at
 * - `notable`: the same values make something else
 * - `compatible`: nothing that exists changes by it
 *
 * @public
 */
export interface TemplateDifference {
  readonly effect: 'breaking' | 'notable' | 'compatible';
  readonly what: 'parameter' | 'resource' | 'metadata';
  /** The parameter's path, the resource's id, or the annotation's name. */
  readonly path: string;
  readonly words: string;
}

/**
 * Says what changed from one version of a template to another: removed, narrowed and new parameters, other defaults,
 * added and removed resources.
 *
 * @public
 */
export function compareTemplates(
  before: Template,
  after: Template,
): readonly TemplateDifference[] {
  return [
    ...parameterChanges(before.parameters, after.parameters),
    ...resourceChanges(before, after),
    ...upgradeClassChange(before, after),
    ...fileChanges(before, after),
  ];
}

/** Of charts and bases: which of their files are others. What instances notice of it is shown by rendering them. */
function fileChanges(
  before: Template,
  after: Template,
): readonly TemplateDifference[] {
  const old = before.package?.files ?? {};
  const present = after.package?.files ?? {};
  return [...new Set([...Object.keys(old), ...Object.keys(present)])]
    .sort()
    .filter(file => old[file] !== present[file])
    .map(file => ({
      effect: 'notable',
      what: 'resource',
      path: file,
      words: `${file} is ${fileChange(old[file], present[file])}.`,
    }));
}

function fileChange(before: string | undefined, after: string | undefined) {
  if (before === undefined) {
    return 'new';
  }
  return after === undefined ? 'gone' : 'another one';
}

function resourceChanges(
  before: Template,
  after: Template,
): readonly TemplateDifference[] {
  const old = new Map(before.resources.map(one => [one.id, one]));
  const present = new Set(after.resources.map(({ id }) => id));
  return [
    ...before.resources
      .filter(({ id }) => !present.has(id))
      .map(
        ({ id, type }): TemplateDifference => ({
          effect: 'breaking',
          what: 'resource',
          path: id,
          words: `The ${type.kind} ${id} is no longer made; instances lose it.`,
        }),
      ),
    ...after.resources.flatMap(({ id, type }): TemplateDifference[] => {
      const known = old.get(id);
      if (!known) {
        return [
          {
            effect: 'notable',
            what: 'resource',
            path: id,
            words: `The ${type.kind} ${id} is new.`,
          },
        ];
      }
      return known.type.kind === type.kind &&
        known.type.apiVersion === type.apiVersion
        ? []
        : [
            {
              effect: 'breaking',
              what: 'resource',
              path: id,
              words: `${id} was a ${known.type.kind} and is a ${type.kind} now.`,
            },
          ];
    }),
  ];
}

function upgradeClassChange(
  before: Template,
  after: Template,
): readonly TemplateDifference[] {
  const from = before.annotations.upgradeClass ?? 'rolling';
  const to = after.annotations.upgradeClass ?? 'rolling';
  return from === to
    ? []
    : [
        {
          effect: 'notable',
          what: 'metadata',
          path: 'upgrade-class',
          words: `Upgrades are ${to} now; they were ${from}.`,
        },
      ];
}
