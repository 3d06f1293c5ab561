import { type Fields, isFields } from '@mandate/plugin-mandate-node';
import {
  type ClusterObject,
  type PlannedObject,
  RUN_ANNOTATION,
} from '@mandate/plugin-mandate-common';
import { withIntent } from '../domain/intent';
import { fillInChange } from '../domain/restartMark';
import { formatRunMark, type RunMark } from '../domain/runMark';
import { selectFields } from '../domain/selectFields';

/** The fields that the plan writes, with the values the server gave them in the dry run. */
export function expectedFields(
  planned: PlannedObject & { readonly after: ClusterObject },
  changeId: string,
): ClusterObject {
  const { after, applied } = planned;
  // Without `applied` there was no dry run, and `after` is as a person wrote it.
  const fields = applied
    ? selectFields(after, applied)
    : {
        ...withoutEmpty(after),
        apiVersion: after.apiVersion,
        kind: after.kind,
        metadata: {
          ...withoutEmpty(after.metadata),
          name: after.metadata.name,
        },
      };
  return fillInChange(fields, changeId);
}

/** The API server leaves many empty values out of what it stores, so they cannot be expected back. */
function withoutEmpty(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => !isEmpty(value))
      .map(([name, value]) => [name, withoutEmptyInside(value)]),
  );
}

function withoutEmptyInside(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutEmptyInside);
  }
  return isFields(value) ? withoutEmpty(value) : value;
}

function isEmpty(value: unknown): boolean {
  return (
    value === '' ||
    value === 0 ||
    value === false ||
    (isFields(value) && Object.keys(value).length === 0)
  );
}

/** The object with the mark of the effect that writes it, and the note of what is intended. */
export function withRunMark(
  object: ClusterObject,
  mark: RunMark,
  intended: ClusterObject = object,
): ClusterObject {
  const noted = withIntent(object, intended);
  return {
    ...noted,
    metadata: {
      ...noted.metadata,
      annotations: {
        ...noted.metadata.annotations,
        [RUN_ANNOTATION]: formatRunMark(mark),
      },
    },
  };
}
