import type { TargetFacts } from '@mandate/plugin-mandate-common';
import { targetIn } from './targets';

/** A target that is bound to a Deployment of a name. */
export function chooseFacts(options: {
  readonly name?: string;
  readonly labelSelector?: string;
}): TargetFacts {
  const { name = 'checkout', labelSelector } = options;
  return targetIn('shop', {
    workload: { kind: 'Deployment', name },
    ...(labelSelector ? { labelSelector } : {}),
  });
}
