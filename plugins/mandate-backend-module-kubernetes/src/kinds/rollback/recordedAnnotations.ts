import {
  type ClusterObject,
  PARAMETERS_ANNOTATION,
  TEMPLATE_ANNOTATION,
  TEMPLATE_DIGEST_ANNOTATION,
} from '@mandate/plugin-mandate-common';

const RECORDED = [
  TEMPLATE_ANNOTATION,
  TEMPLATE_DIGEST_ANNOTATION,
  PARAMETERS_ANNOTATION,
];

/**
 * The workload with the template and parameters that it had at a revision, so that the next deploy starts from what
 * runs. Controllers copy a workload's annotations to its revisions.
 */
export function withRecordedTemplate(
  workload: ClusterObject,
  keeper: ClusterObject,
): ClusterObject {
  const { annotations } = workload.metadata;
  const kept = Object.entries(keeper.metadata.annotations ?? {}).filter(
    ([name]) => RECORDED.includes(name) && annotations?.[name] !== undefined,
  );
  return kept.length === 0
    ? workload
    : {
        ...workload,
        metadata: {
          ...workload.metadata,
          annotations: { ...annotations, ...Object.fromEntries(kept) },
        },
      };
}
