import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Oversight } from '../decision';
import {
  RiForbidLine,
  RiNotification3Line,
  RiRobot2Line,
  RiUserFollowLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { mandateReactTranslationRef } from '../translation';
import { Status, type Tone } from './Status';

const looks: Readonly<Record<Oversight, readonly [Tone, ReactElement]>> = {
  autonomous: ['positive', <RiRobot2Line aria-hidden />],
  notify: ['positive', <RiNotification3Line aria-hidden />],
  approve: ['warning', <RiUserFollowLine aria-hidden />],
  forbid: ['danger', <RiForbidLine aria-hidden />],
};

/**
 * How closely people watch, in words.
 *
 * @public
 */
export function OversightBadge(props: { readonly oversight: Oversight }) {
  const { oversight } = props;
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const [tone, icon] = looks[oversight];
  return (
    <Status tone={tone} icon={icon} title={t(`oversight.${oversight}Tooltip`)}>
      {t(`oversight.${oversight}`)}
    </Status>
  );
}
