import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Button, Menu, MenuItem, MenuTrigger, Text } from '@backstage/ui';
import { changeProposePermission } from '@mandate/plugin-mandate-common';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  RiArrowDownSLine,
  RiArrowGoBackLine,
  RiRestartLine,
  RiStackLine,
} from '@remixicon/react';
import { useState } from 'react';
import { operationsTranslationRef } from '../translation';
import { ProposeDialog } from './ProposeDialog';
import type { ProposedKind } from './proposal';
import { useLackOfWorkload } from './useLackOfWorkload';

const kinds = ['restart', 'scale', 'rollback'] as const;
type MenuKind = (typeof kinds)[number] & ProposedKind;
const icons = {
  restart: <RiRestartLine aria-hidden />,
  scale: <RiStackLine aria-hidden />,
  rollback: <RiArrowGoBackLine aria-hidden />,
};

/** What one can propose for the entity. Nothing for those who may not propose. */
export function ActionsMenu() {
  const { allowed } = usePermission({ permission: changeProposePermission });
  return allowed ? <AllowedActions /> : null;
}

/** All of them act on a workload; without one it says so instead of offering what can only be refused. */
function AllowedActions() {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const lack = useLackOfWorkload(entityRef);
  const [kind, setKind] = useState<MenuKind>();
  if (lack) {
    return (
      <Text variant="body-small" color="secondary">
        {lack.type === 'runs-others'
          ? t('propose.runsOthers', lack)
          : t('propose.runsNothing')}
      </Text>
    );
  }
  return (
    <>
      <MenuTrigger>
        <Button
          size="small"
          variant="secondary"
          iconEnd={<RiArrowDownSLine aria-hidden />}
        >
          {t('propose.actions')}
        </Button>
        <Menu>
          {kinds.map(one => (
            <MenuItem
              key={one}
              id={one}
              iconStart={icons[one]}
              onAction={() => setKind(one)}
            >
              {t(`propose.${one}`)}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
      {kind && (
        <ProposeDialog
          kind={kind}
          entityRef={entityRef}
          name={entity.metadata.title ?? entity.metadata.name}
          onClose={() => setKind(undefined)}
        />
      )}
    </>
  );
}
