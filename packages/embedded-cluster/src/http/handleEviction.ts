import { z } from 'zod';
import { ApiError } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import { asJson, objectAt } from '../model/jsonFields';
import { LabelSelector } from '../model/workloads';
import { POD_DISRUPTION_BUDGETS, PODS } from '../resources/resourceTable';
import { matchesSelector } from '../resources/selectors';
import type { Written } from './handleWrite';
import { readOptionalObject } from './readObject';
import { isDryRun, Request, Target } from './Request';

const eviction = z.looseObject({
  deleteOptions: z
    .looseObject({ gracePeriodSeconds: z.number().int().min(0).optional() })
    .optional(),
});

/**
 * Deletes a pod unless a disruption budget forbids it.
 *
 * @throws ApiError 429 when the budget is spent
 */
export async function handleEviction(
  objects: ObjectApi,
  request: Request,
  { namespace, name }: Target,
): Promise<Written> {
  const body = eviction.safeParse(await readOptionalObject(request));
  const pod = objects.get(PODS, { namespace, name });
  for (const budget of objects.list(POD_DISRUPTION_BUDGETS, namespace)) {
    // safety: the schema gave the selector its shape
    const selector = objectAt(
      objectAt(asJson(budget), 'spec'),
      'selector',
    ) as unknown as LabelSelector;
    const allowed = Number(
      objectAt(asJson(budget), 'status').disruptionsAllowed ?? 0,
    );
    if (matchesSelector(selector, pod.metadata.labels) && allowed <= 0) {
      throw new ApiError(
        429,
        'TooManyRequests',
        "Cannot evict pod as it would violate the pod's disruption budget.",
        {
          causes: [
            {
              reason: 'DisruptionBudget',
              message: `The disruption budget ${budget.metadata.name} allows no disruption now`,
            },
          ],
          retryAfterSeconds: 10,
        },
      );
    }
  }
  objects.delete(
    PODS,
    { namespace, name },
    {
      gracePeriodSeconds: body.data?.deleteOptions?.gracePeriodSeconds,
      dryRun: isDryRun(request.query),
      user: request.user,
    },
  );
  return {
    code: 201,
    object: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      code: 201,
    },
  };
}
