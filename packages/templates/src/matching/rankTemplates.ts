import { quantityNumber } from '@mandate/policy';
import { JsonObject, JsonValue } from '../json';
import { findParameter } from '../parameters/findParameter';
import { isWithin } from '../classification/isWithin';
import { Template } from '../template';

/**
 * What somebody needs: "a queue, 2 GiB, in prod".
 *
 * @public
 */
export interface TemplateRequirement {
  /** In their own words. */
  readonly words: string;
  /** Wanted values by parameter path, such as `memory: 2Gi`; a parameter the template lacks does not fit. */
  readonly values?: JsonObject;
  readonly containerType?: string;
  readonly environment?: string;
}

/**
 * A template with how well it fits, 0 to 1, and why.
 *
 * @public
 */
export interface RankedTemplate {
  readonly name: string;
  readonly title: string;
  readonly fit: number;
  /** What using it with the wanted values would be. */
  readonly branch: 'standard' | 'modified-within' | 'modified-beyond';
  /** The wanted values that the template has. */
  readonly values: JsonObject;
  readonly reasons: readonly string[];
}

/** Words that say nothing of what is needed. */
const FILLERS = new Set(
  'a an and for i in is it me my need of on or our the to want we with some something that which please new one'.split(
    ' ',
  ),
);

/** How much a word counts by where it is found. */
const WEIGHTS = { title: 3, keyword: 4, description: 1, parameter: 1 } as const;
const PLACES = {
  title: 'is in its title',
  keyword: 'is one of its keywords',
  description: 'is in its description',
  parameter: 'is a parameter of it',
} as const;

/**
 * Orders templates by how well they fit a requirement, best first; what shares no word with it is left out. Every reason
 * that counts is said.
 *
 * @public
 */
export function rankTemplates(
  requirement: TemplateRequirement,
  templates: readonly Template[],
): readonly RankedTemplate[] {
  return templates
    .flatMap(template => rank(requirement, template) ?? [])
    .sort(
      (left, right) =>
        right.fit - left.fit || left.name.localeCompare(right.name, 'en'),
    );
}

function rank(
  { words, values = {}, containerType }: TemplateRequirement,
  template: Template,
): RankedTemplate | undefined {
  const wanted = stemsOf(words);
  const found = wanted.flatMap(word => {
    const place = placeOf(word, template);
    return place ? [{ word, place }] : [];
  });
  if (found.length === 0) {
    return undefined;
  }
  const reached = found.reduce((sum, { place }) => sum + WEIGHTS[place], 0);
  const wordFit = Math.min(1, reached / (WEIGHTS.keyword * wanted.length));
  const asked = Object.entries(values).map(([path, value]) =>
    judgeValue(template, meantParameter(path, template), value),
  );
  const valueFit =
    asked.length === 0
      ? 1
      : asked.reduce((sum, { fit }) => sum + fit, 0) / asked.length;
  const isOtherType =
    containerType !== undefined &&
    template.annotations.containerType !== containerType;
  const isDeprecated = template.annotations.deprecated !== undefined;
  const fit =
    wordFit *
    (0.5 + 0.5 * valueFit) *
    (isOtherType ? 0.5 : 1) *
    (isDeprecated ? 0.3 : 1);
  return {
    name: template.name,
    title: template.annotations.title,
    fit: Math.round(fit * 100) / 100,
    branch: branchOf(asked.map(({ branch }) => branch)),
    values: Object.fromEntries(
      asked.flatMap(({ path, value }) => {
        const known = findParameter(template.parameters, path);
        return known ? [[path, value] as const] : [];
      }),
    ),
    reasons: [
      ...found.map(({ word, place }) => `“${word}” ${PLACES[place]}.`),
      ...asked.map(({ reason }) => reason),
      ...(isOtherType
        ? [
            `It is a ${
              template.annotations.containerType ?? 'template of no type'
            }, and a ${containerType} is asked for.`,
          ]
        : []),
      ...(template.annotations.deprecated
        ? [`It is deprecated: ${template.annotations.deprecated.reason}`]
        : []),
    ],
  };
}

type Branch = RankedTemplate['branch'];

/** The parameter itself, or the only one that is called so with words before it: `serverMemory` for `memory`. */
function meantParameter(path: string, { parameters }: Template): string {
  if (path === '' || findParameter(parameters, path)) {
    return path;
  }
  const end = path.charAt(0).toUpperCase() + path.slice(1);
  const ending = Object.keys(parameters.fields).filter(name =>
    name.endsWith(end),
  );
  return ending.length === 1 ? ending[0] : path;
}

function judgeValue(
  template: Template,
  path: string,
  value: JsonValue,
): {
  readonly path: string;
  readonly value: JsonValue;
  readonly fit: number;
  readonly branch: Branch;
  readonly reason: string;
} {
  const shown = `${path} = ${JSON.stringify(value)}`;
  const parameter = findParameter(template.parameters, path);
  if (!parameter) {
    const reason = `It has no parameter ${path}.`;
    return { path, value, fit: 0, branch: 'modified-beyond', reason };
  }
  const range = Object.hasOwn(template.annotations.ranges, path)
    ? template.annotations.ranges[path]
    : undefined;
  const isStandard =
    sameAmount(value, parameter.default) ||
    (range?.standard !== undefined && isWithin(value, range.standard));
  if (isStandard) {
    const reason = `${shown} is a standard choice.`;
    return { path, value, fit: 1, branch: 'standard', reason };
  }
  return range?.preApproved !== undefined && isWithin(value, range.preApproved)
    ? {
        path,
        value,
        fit: 0.8,
        branch: 'modified-within',
        reason: `${shown} is inside the pre-approved range.`,
      }
    : {
        path,
        value,
        fit: 0.3,
        branch: 'modified-beyond',
        reason: `${shown} is outside what is approved beforehand.`,
      };
}

function sameAmount(value: JsonValue, other: JsonValue | undefined): boolean {
  const [left, right] = [value, other].map(one =>
    typeof one === 'string' || typeof one === 'number'
      ? quantityNumber(one)
      : undefined,
  );
  return left !== undefined ? left === right : value === other;
}

function branchOf(branches: readonly Branch[]): Branch {
  const order: readonly Branch[] = [
    'modified-beyond',
    'modified-within',
    'standard',
  ];
  return order.find(branch => branches.includes(branch)) ?? 'standard';
}

function placeOf(
  word: string,
  { name, annotations, parameters }: Template,
): keyof typeof WEIGHTS | undefined {
  const { keywords, title, description } = annotations;
  const places: readonly (readonly [keyof typeof WEIGHTS, string])[] = [
    ['keyword', keywords.join(' ')],
    ['title', `${title} ${name.replace(/-/g, ' ')}`],
    ['description', description],
    ['parameter', Object.keys(parameters.fields).join(' ')],
  ];
  return places.find(([, text]) => stemsOf(text).includes(word))?.[0];
}

/** The words of a text in small letters, plurals without their end, fillers left out. */
function stemsOf(text: string): readonly string[] {
  const words = text
    .slice(0, 2_000)
    .toLowerCase()
    .split(/[^a-z0-9+#]+/)
    .filter(word => word.length > 1 && !FILLERS.has(word))
    .map(word => (word.length > 3 ? word.replace(/(?<!s)s$/, '') : word));
  return [...new Set(words)];
}
