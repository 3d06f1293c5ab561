import { Deployment } from '../../model/workloads';
import { DEPLOYMENTS } from '../../resources/resourceTable';
import { keyOf } from '../../resources/ResourceType';
import { FAILURE_ANNOTATION, parseFailure } from '../../simulation/podFailure';
import { ControllerContext } from '../Controller';
import { hashOf } from './revisions';

const MANAGER = 'failure-simulation';

/** The template's state when a failure that ends by itself was first seen. */
const ORIGIN_ANNOTATION = 'simulate.mandate.dev/failure-origin';

/**
 * Ends a Deployment's simulated failure when what it waits for has happened: a restart (any change of the pod
 * template, such as `kubectl rollout restart` makes), or another image in the template. The first sight of the annotation remembers what the template was, in a second annotation.
 */
export function endFailureWhenOver(
  deployment: Deployment,
  { objects }: ControllerContext,
): Deployment {
  const annotations = deployment.metadata.annotations ?? {};
  const value = annotations[FAILURE_ANNOTATION];
  const failure = parseFailure(value);
  if (!failure || failure.until === 'removed') {
    return ORIGIN_ANNOTATION in annotations ? annotate(undefined) : deployment;
  }
  const origin = `${value}@${
    failure.until === 'restart' ? hashOf(deployment) : images(deployment)
  }`;
  const known = annotations[ORIGIN_ANNOTATION];
  if (!known?.startsWith(`${value}@`)) {
    return annotate(origin, value);
  }
  return known === origin ? deployment : annotate(undefined);

  function annotate(newOrigin: string | undefined, keep?: string): Deployment {
    return objects.update(
      DEPLOYMENTS,
      keyOf(deployment),
      draft => {
        const { [ORIGIN_ANNOTATION]: _, ...rest } =
          draft.metadata.annotations ?? {};
        if (!keep && failure && failure.until !== 'removed') {
          delete rest[FAILURE_ANNOTATION];
        }
        draft.metadata.annotations = {
          ...rest,
          ...(newOrigin && { [ORIGIN_ANNOTATION]: newOrigin }),
        };
      },
      { manager: MANAGER },
    );
  }
}

function images(deployment: Deployment): string {
  return deployment.spec.template.spec.containers
    .map(container => container.image)
    .join(',');
}
