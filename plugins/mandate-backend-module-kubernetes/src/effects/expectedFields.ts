import {
  type ClusterObject,
  type PlannedObject,
  RUN_ANNOTATION,
} from '@mandate/plugin-mandate-common';
import { fillInChange } from '../domain/restartMark';
import { formatRunMark, type RunMark } from '../domain/runMark';
import { selectFields } from '../domain/selectFields';

/** The fields that the plan writes, with the values the server gave them in the dry run. */
export function expectedFields(
  planned: PlannedObject & { readonly after: ClusterObject },
  changeId: string,
): ClusterObject {
  const { after, applied } = planned;
  return fillInChange(applied ? selectFields(after, applied) : after, changeId);
}

/** The object with the mark of the effect that writes it. */
export function withRunMark(
  object: ClusterObject,
  mark: RunMark,
): ClusterObject {
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: {
        ...object.metadata.annotations,
        [RUN_ANNOTATION]: formatRunMark(mark),
      },
    },
  };
}
