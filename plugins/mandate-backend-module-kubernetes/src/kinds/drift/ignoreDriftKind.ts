import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { ChangeKind } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { ownedFields } from '../../domain/managedFields';
import { DRIFT_IGNORED_ANNOTATION } from '../../drift/objectDrift';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { workloadKind } from '../workloadKind';
import {
  driftedObjectsSchema,
  driftWords,
  planOnDrifted,
} from './planOnDrifted';

const MOST_DAYS = 90;

const inputSchema = z.strictObject({
  /** Until when, as an ISO time with zone; at most 90 days from now. */
  until: z.iso.datetime({ offset: true }),
  objects: driftedObjectsSchema,
});
type IgnoreDriftInput = z.output<typeof inputSchema>;

/** Leaves drift alone for a while. */
export function ignoreDriftKind(
  options: KubernetesKindOptions,
): ChangeKind<IgnoreDriftInput> {
  return {
    ...workloadKind(options),
    name: 'ignore-drift',
    title: 'Ignore drift',
    description: `Leaves objects that were changed outside Mandate as they are until a time (\`until\`, ISO, at most ${MOST_DAYS} days ahead): they are no finding until then. No value changes. \`objects\` names some of them; all of the target by default.`,
    inputSchema,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0,
    },
    describe: ({ until }, target) =>
      `Ignore drift of ${target.name} in ${target.environment} until ${until}`,
    plan: async (context, { until, objects }) => {
      const aheadMs = Date.parse(until) - options.now().getTime();
      if (aheadMs <= 0 || aheadMs > MOST_DAYS * 86_400_000) {
        return {
          type: 'impossible',
          words: `${until} is not within the next ${MOST_DAYS} days. Name a time that is.`,
        };
      }
      return planOnDrifted(context, {
        objects,
        desired: ({ live }) => ignoredUntil(live, until),
        takeOver: false,
        restores: false,
        words: drifted =>
          `Ignored until ${until}: ${driftWords(drifted, ({ path }) => path)}`,
        kind: options,
      });
    },
  };
}

function ignoredUntil(live: ClusterObject, until: string): ClusterObject {
  const owned = ownedFields(live);
  const { metadata } = owned;
  return {
    ...owned,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        [DRIFT_IGNORED_ANNOTATION]: new Date(until).toISOString(),
      },
    },
  };
}
