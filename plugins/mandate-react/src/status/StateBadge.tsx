import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ChangeState } from '@mandate/plugin-mandate-common';
import {
  RiArrowGoBackLine,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiHourglassLine,
  RiLoader2Line,
  RiProhibitedLine,
  RiQuestionLine,
  RiTimeLine,
  RiUserFollowLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { mandateReactTranslationRef } from '../translation';
import { Status, type Tone } from './Status';

const waiting = <RiHourglassLine aria-hidden />;
const working = <RiLoader2Line aria-hidden />;
const undone = <RiArrowGoBackLine aria-hidden />;
const stopped = <RiProhibitedLine aria-hidden />;

const looks: Readonly<Record<ChangeState, readonly [Tone, ReactElement]>> = {
  proposed: ['neutral', waiting],
  planned: ['neutral', waiting],
  decided: ['neutral', waiting],
  'awaiting-approval': ['warning', <RiUserFollowLine aria-hidden />],
  queued: ['neutral', <RiTimeLine aria-hidden />],
  running: ['neutral', working],
  verifying: ['neutral', working],
  undoing: ['warning', undone],
  stuck: ['danger', <RiQuestionLine aria-hidden />],
  succeeded: ['positive', <RiCheckboxCircleLine aria-hidden />],
  undone: ['danger', undone],
  refused: ['danger', stopped],
  rejected: ['danger', <RiCloseCircleLine aria-hidden />],
  expired: ['warning', <RiTimeLine aria-hidden />],
  withdrawn: ['neutral', stopped],
  superseded: ['neutral', stopped],
  cancelled: ['neutral', stopped],
};

/**
 * The state of a change.
 *
 * @public
 */
export function StateBadge({ state }: { readonly state: ChangeState }) {
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const [tone, icon] = looks[state];
  return (
    <Status tone={tone} icon={icon}>
      {t(`state.${state}`)}
    </Status>
  );
}
