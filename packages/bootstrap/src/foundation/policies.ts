import {
  type ClusterObject,
  clusterObjectSchema,
} from '@mandate/plugin-mandate-common';
import { newestPodSecurityMinor, podSecurityManifests } from '@mandate/policy';
import { POD_SECURITY_LABEL } from './namespaces';

/**
 * The Pod Security Standards as admission policies, for the namespaces with the label. They say more than the built-in
 * admission, which the namespaces' other labels ask for, and hold for what makes pods, too.
 */
export function policyObjects(): readonly ClusterObject[] {
  return podSecurityManifests([
    {
      name: 'mandate-restricted',
      level: 'restricted',
      minor: newestPodSecurityMinor,
      actions: ['Deny'],
      namespaceSelector: {
        matchLabels: { [POD_SECURITY_LABEL]: 'restricted' },
      },
    },
  ]).map(manifest => clusterObjectSchema.parse(manifest));
}
