import {
  type ClusterObject,
  RUN_ANNOTATION,
} from '@mandate/plugin-mandate-common';

/** Which effect wrote an object last, as its annotation `mandate.dev/run` says. */
export interface RunMark {
  readonly changeId: string;
  readonly revision: number;
  /** The step's id; of an undo, with `:undone` behind it. */
  readonly step: string;
  readonly fence: number;
}

/** The annotation's value: `change/revision/step#fence`. */
export function formatRunMark(mark: RunMark): string {
  return `${mark.changeId}/${mark.revision}/${mark.step}#${mark.fence}`;
}

/** The mark on a live object; nothing when Mandate did not write it, or somebody spoilt the annotation. */
export function runMarkOf(
  object: ClusterObject | undefined,
): RunMark | undefined {
  const match = /^([^/#\s]+)\/(\d{1,9})\/([^/#\s]+)#(\d{1,15})$/.exec(
    object?.metadata.annotations?.[RUN_ANNOTATION] ?? '',
  );
  return match
    ? {
        changeId: match[1],
        revision: Number(match[2]),
        step: match[3],
        fence: Number(match[4]),
      }
    : undefined;
}

/** Whether both are the same effect, whoever's run made it. */
export function sameEffect(left: RunMark | undefined, right: RunMark): boolean {
  return (
    left?.changeId === right.changeId &&
    left.revision === right.revision &&
    left.step === right.step
  );
}

/** Whether a later owner of the same change wrote the object: then an earlier one must not. */
export function isOutdated(mark: RunMark, live: RunMark | undefined): boolean {
  return live?.changeId === mark.changeId && live.fence > mark.fence;
}
