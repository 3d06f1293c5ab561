import { fieldsAt, textAt, withValueAt } from '@mandate/plugin-mandate-node';
import type { ClusterObject } from '@mandate/plugin-mandate-common';

/** On pod templates: the change that restarted the pods last. The same change writes the same value, however often. */
export const RESTART_ANNOTATION = 'mandate.dev/restarted-by';

/** Stands in a plan for the change's id, which is not known when it is planned. */
export const THIS_CHANGE = 'this-change';

const PATH = ['spec', 'template', 'metadata', 'annotations'] as const;

/** Which change restarted the pods last. */
export function restartMarkOf(workload: ClusterObject): string | undefined {
  return textAt(workload, ...PATH, RESTART_ANNOTATION);
}

/** The workload with the mark on its pod template. */
export function withRestartMark(
  workload: ClusterObject,
  changeId: string,
): ClusterObject {
  return {
    ...workload,
    ...withValueAt(workload, [...PATH, RESTART_ANNOTATION], changeId),
  };
}

/** The object with the change's id where the plan has the stand-in. */
export function fillInChange(
  object: ClusterObject,
  changeId: string,
): ClusterObject {
  return restartMarkOf(object) === THIS_CHANGE
    ? withRestartMark(object, changeId)
    : object;
}

/** A pod template without the mark: two templates that differ in it alone run the same. */
export function withoutRestartMark(
  template: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { [RESTART_ANNOTATION]: _mark, ...annotations } = fieldsAt(
    template,
    'metadata',
    'annotations',
  );
  return withValueAt(template, ['metadata', 'annotations'], annotations);
}
