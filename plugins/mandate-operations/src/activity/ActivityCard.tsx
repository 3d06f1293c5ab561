import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityCard } from '@mandate/plugin-mandate-react';
import { ActionsMenu } from '../propose/ActionsMenu';
import { operationsTranslationRef } from '../translation';
import { Timeline } from './Timeline';

const SHOWN = 6;

/** What happened to the entity last, and what one can do about it. */
export function ActivityCard() {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <EntityCard title={t('activity.title')} actions={<ActionsMenu />}>
      <Timeline initialCount={SHOWN} />
    </EntityCard>
  );
}
