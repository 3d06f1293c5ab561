import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import type { ChangeAction } from '@mandate/plugin-mandate-common';
import { RiArrowDownSLine } from '@remixicon/react';
import { mandateTranslationRef } from '../translation';
import type { AvailableAction } from './availableActions';

/** A menu of what one seldom wants to do with a change. Nothing when there is nothing in it. */
export function MoreActions(props: {
  readonly actions: readonly AvailableAction[];
  readonly busy: boolean;
  readonly onAction: (action: ChangeAction) => void;
  /** Approving with a condition, for those who may approve. */
  readonly onConditions?: () => void;
}) {
  const { actions, busy, onAction, onConditions } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  if (actions.length === 0 && !onConditions) {
    return null;
  }
  return (
    <MenuTrigger>
      <Button
        size="small"
        variant="secondary"
        isDisabled={busy}
        iconEnd={<RiArrowDownSLine aria-hidden />}
      >
        {t('action.more')}
      </Button>
      <Menu>
        {onConditions && (
          <MenuItem id="conditions" onAction={onConditions}>
            {t('emergency.conditions')}
          </MenuItem>
        )}
        {actions.map(({ action }) => (
          <MenuItem key={action} id={action} onAction={() => onAction(action)}>
            {t(`action.${actionLabel(action)}`)}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

/** The text of an action. Resolving and answering have buttons of their own. */
export function actionLabel(action: ChangeAction) {
  return action === 'resolve' || action === 'answer' ? 'retry' : action;
}
