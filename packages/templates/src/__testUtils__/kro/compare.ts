import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { isJsonObject, JsonObject } from '../../json';
import { KubernetesSchemas } from '../../kubernetes/kubernetesSchemas';
import { parseTemplate } from '../../parseTemplate';
import { renderTemplate } from '../../rendering/renderTemplate';
import { KRO_INSTANCE, KroAnswer, KroCase } from './oracle';

/** A difference between kro and us in one case. */
export interface Difference {
  readonly what: 'verdict' | 'order' | 'instance' | 'objects';
  /** What we say: `accepted`, or every error with its code. */
  readonly ours: readonly string[];
  readonly theirs: string;
}

/** Compares what we make of a case with what kro makes of it; answers nothing when it is the same. */
export function compareWithKro(
  { definition, values }: KroCase,
  answer: KroAnswer,
  schemas: KubernetesSchemas,
): Difference | undefined {
  const parsed = parseTemplate(stringify(definition, { lineWidth: 0 }), {
    schemas,
  });
  const problems = parsed.ok
    ? []
    : parsed.problems.filter(({ severity }) => severity === 'error');
  const refusal = answer.crdErrors?.join('; ') || answer.error?.message;
  if (parsed.ok === (refusal !== undefined)) {
    return {
      what: 'verdict',
      ours: parsed.ok
        ? ['accepted']
        : problems.map(({ code, message }) => `${code}: ${message}`),
      theirs: refusal ?? 'accepted',
    };
  }
  if (!parsed.ok || refusal !== undefined) {
    return undefined;
  }
  const order = parsed.template.resources.map(({ id }) => id);
  if (!isDeepStrictEqual(order, answer.order)) {
    return {
      what: 'order',
      ours: order,
      theirs: answer.order?.join(', ') ?? '',
    };
  }
  const rendered = renderTemplate({
    template: parsed.template,
    instance: KRO_INSTANCE,
    values,
  });
  const refused = rendered.ok
    ? []
    : rendered.problems.filter(({ kind }) => kind !== 'template');
  const instanceErrors = answer.instanceErrors ?? [];
  if (refused.length > 0 !== instanceErrors.length > 0) {
    return {
      what: 'instance',
      ours: refused.map(({ path, message }) => `${path}: ${message}`),
      theirs: instanceErrors.join('; '),
    };
  }
  return instanceErrors.length > 0
    ? undefined
    : compareObjects(rendered, answer);
}

function compareObjects(
  rendered: ReturnType<typeof renderTemplate>,
  answer: KroAnswer,
): Difference | undefined {
  const theirs = answer.objects ?? [];
  const failed = theirs.filter(({ state }) => state === 'ERROR');
  if (!rendered.ok || failed.length > 0) {
    const isSame =
      !rendered.ok &&
      theirs.some(({ state }) => state === 'ERROR' || state === 'IN_PROGRESS');
    return isSame
      ? undefined
      : {
          what: 'objects',
          ours: rendered.ok
            ? ['rendered']
            : rendered.problems.map(({ message }) => message),
          theirs: failed.map(({ message }) => message).join('; ') || 'rendered',
        };
  }
  const pending = new Set(rendered.pending.map(({ id }) => id));
  const waiting = new Set(
    theirs.filter(({ state }) => state === 'IN_PROGRESS').map(({ id }) => id),
  );
  const isKnown = (id: string) => !pending.has(id) && !waiting.has(id);
  const ourObjects = rendered.objects
    .map((object, index) => ({ id: rendered.ids[index], object }))
    .filter(({ id }) => isKnown(id));
  const theirObjects = theirs
    .filter(({ id, object }) => object !== undefined && isKnown(id))
    .filter(({ id }) => rendered.externals.every(one => one.id !== id))
    .map(({ id, object }) => ({ id, object: object ?? {} }));
  const different = firstDifferent(ourObjects, theirObjects);
  return different === undefined
    ? undefined
    : {
        what: 'objects',
        ours: [JSON.stringify(ourObjects[different] ?? null)],
        theirs: JSON.stringify(theirObjects[different] ?? null),
      };
}

function firstDifferent(
  ours: readonly { readonly id: string; readonly object: JsonObject }[],
  theirs: readonly { readonly id: string; readonly object: JsonObject }[],
): number | undefined {
  const length = Math.max(ours.length, theirs.length);
  for (let index = 0; index < length; index += 1) {
    if (!isDeepStrictEqual(plain(ours[index]), plain(theirs[index]))) {
      return index;
    }
  }
  return undefined;
}

/** Empty labels are none: kro's controller puts one of its own beside them. */
function plain(value: unknown): unknown {
  return value === undefined
    ? undefined
    : JSON.parse(
        JSON.stringify(value, (key, field) =>
          key === 'labels' && isJsonObject(field) && !Object.keys(field).length
            ? undefined
            : field,
        ),
      );
}
