import type { ClusterObject, Plan } from '@mandate/plugin-mandate-common';
import type { PendingValue } from '@mandate/templates';
import { stepIdOf } from '../domain/plannedObjects';
import { withPath, type FieldPath } from './fields';
import type { Rendering } from './readUpstreams';

/** How long one call waits for what a value is made of, in seconds, with room to write the object afterwards. */
const STEP_TIMEOUT_SECONDS = 200;

/** A field of an object that only the cluster can tell. */
export interface PendingField {
  readonly object: ClusterObject;
  readonly field: FieldPath;
  readonly resource: string;
  readonly position: number;
  readonly waitsFor: string;
  /** The objects of the instance that it is made of: they are applied before. */
  readonly after: readonly ClusterObject[];
}

/**
 * The fields that a rendering leaves open, with their objects as they will be applied; or why that cannot be planned: what
 * an object is called, and whether it is there at all, has to be known when people approve it.
 */
export function pendingFields(
  rendering: Rendering,
  objects: readonly ClusterObject[],
):
  | { readonly type: 'fields'; readonly fields: readonly PendingField[] }
  | { readonly type: 'impossible'; readonly pending: PendingValue } {
  const undecided = rendering.pending.find(
    ({ kind, field }) => kind !== 'value' || namesObject(field ?? []),
  );
  if (undecided) {
    return { type: 'impossible', pending: undecided };
  }
  return {
    type: 'fields',
    fields: rendering.pending.flatMap(pending => {
      const own = objectsOf(pending.id, rendering, objects);
      const position = pending.object ?? 0;
      const object = own[position];
      const [root = ''] = pending.waitsFor.split('.');
      return object && pending.field
        ? [
            {
              object,
              field: pending.field,
              resource: pending.id,
              position,
              waitsFor: pending.waitsFor,
              after: objectsOf(root, rendering, objects),
            },
          ]
        : [];
    }),
  };
}

/** The plan with what is known after apply, and time for the steps that wait for it. */
export function withPending(plan: Plan, fields: readonly PendingField[]): Plan {
  const pending = fields.flatMap(
    ({ object, field, resource, position, waitsFor }) => {
      const planned = plan.objects.find(
        ({ apiVersion, kind, name, action }) =>
          (action === 'create' || action === 'update') &&
          apiVersion === object.apiVersion &&
          kind === object.kind &&
          name === object.metadata.name,
      );
      return planned
        ? [
            {
              step: stepIdOf(planned),
              field: [...field],
              resource,
              position,
              waitsFor,
            },
          ]
        : [];
    },
  );
  if (pending.length === 0) {
    return plan;
  }
  const waiting = new Set(pending.map(({ step }) => step));
  return {
    ...plan,
    pending,
    summary: `${plan.summary}; known after apply: ${[
      ...new Set(pending.map(({ waitsFor }) => waitsFor)),
    ].join(', ')}`,
    steps: plan.steps.map(step =>
      waiting.has(step.id)
        ? { ...step, timeoutSeconds: STEP_TIMEOUT_SECONDS }
        : step,
    ),
  };
}

/** The plan with only what is known of its objects: what is filled in later is nothing that can be compared with it. */
export function withoutPending(plan: Plan): Plan {
  const { pending = [] } = plan;
  return pending.length === 0
    ? plan
    : {
        ...plan,
        objects: plan.objects.map(planned => {
          const own = pending.filter(({ step }) => step === stepIdOf(planned));
          const known = (object: ClusterObject) =>
            own.reduce((rest, { field }) => withPath(rest, field), object);
          return own.length === 0 || !planned.after
            ? planned
            : {
                ...planned,
                after: known(planned.after),
                ...(planned.applied ? { applied: known(planned.applied) } : {}),
              };
        }),
      };
}

function namesObject([first, second]: FieldPath): boolean {
  return (
    first === 'apiVersion' ||
    first === 'kind' ||
    (first === 'metadata' && (second === 'name' || second === 'namespace'))
  );
}

function objectsOf(
  id: string,
  { ids }: Rendering,
  objects: readonly ClusterObject[],
): readonly ClusterObject[] {
  return objects.filter((_, index) => ids[index] === id);
}
