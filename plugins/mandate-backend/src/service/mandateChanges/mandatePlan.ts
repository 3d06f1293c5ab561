import {
  mandateNameParts,
  type Plan,
  type PlanAuthors,
} from '@mandate/plugin-mandate-common';
import { differenceWords } from '../../domain/mandateChange/differenceWords';
import {
  type DescribedMandate,
  MANDATE_API_VERSION,
  mandateObject,
} from '../../domain/mandateChange/mandateObject';
import { replacedWords } from '../plan/fileText';
import { portalPlanFrame } from '../plan/portalPlanFrame';

/** The step that puts the version in force. */
export const PUT_IN_FORCE_STEP = 'put-in-force';
/** The step that commits the text. */
export const COMMIT_STEP = 'commit';

/** One version of a mandate in place of another. */
export interface MandateDifference {
  readonly entityRef: string;
  readonly before: DescribedMandate | undefined;
  readonly wanted: DescribedMandate | undefined;
  /**
   * What becomes of the text: the catalog shows it already, it is committed, only the portal keeps it, or its file is the
   * one of another mandate and left alone.
   */
  readonly text: 'shown' | 'committed' | 'kept' | 'of-another';
  /** Whether it keeps a mandate that the catalog shows no longer. */
  readonly keepsWhatLeft: boolean;
  readonly baseVersion: string;
  /** What the mandate's file has now, by its digest; undefined where there is no file, or nothing is committed. */
  readonly replacedText: string | undefined;
  readonly authors: PlanAuthors | undefined;
}

/** The plan of putting a version in force, or of taking a mandate out of force. */
export function mandatePlan(difference: MandateDifference): Plan {
  const { before, wanted, text, authors } = difference;
  const { namespace, name } = mandateNameParts(difference.entityRef);
  return {
    ...portalPlanFrame(difference.baseVersion),
    summary: [
      differenceWords(before?.spec, wanted?.spec),
      ...textWords(text),
      ...(text === 'committed' ? replacedWords(difference.replacedText) : []),
      ...(difference.keepsWhatLeft
        ? [
            'The mandate left the catalog; it is kept all the same, and grants again what is written in it.',
          ]
        : []),
    ].join(' '),
    objects: [
      {
        apiVersion: MANDATE_API_VERSION,
        kind: 'Mandate',
        namespace,
        name,
        action: actionOf(before, wanted),
        before: before ? mandateObject(before) : null,
        after: wanted ? mandateObject(wanted) : null,
      },
    ],
    steps: [
      {
        id: PUT_IN_FORCE_STEP,
        title: wanted
          ? 'Put the version in force'
          : 'Take the mandate out of force',
        effect: true,
      },
      ...(text === 'committed'
        ? [{ id: COMMIT_STEP, title: 'Commit its text', effect: true }]
        : []),
    ],
    ...(authors && { authors }),
    undo: {
      words: before
        ? 'the version in force before comes back'
        : 'the mandate is taken out of force again',
      typicalSeconds: 1,
    },
  };
}

function actionOf(
  before: DescribedMandate | undefined,
  wanted: DescribedMandate | undefined,
): 'create' | 'update' | 'delete' {
  if (!before) {
    return 'create';
  }
  return wanted ? 'update' : 'delete';
}

/** What becomes of the text that the catalog reads. */
function textWords(text: MandateDifference['text']): readonly string[] {
  switch (text) {
    case 'shown':
      return [];
    case 'committed':
      return ['Its text is committed to the repository of mandates.'];
    case 'of-another':
      return [
        'The file that its text would have is the one of another mandate, and stays as it is.',
      ];
    default:
      return [
        'The portal keeps this version: no repository is configured, so the file that the catalog reads stays as it is.',
      ];
  }
}
