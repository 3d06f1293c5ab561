import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { changeProposePermission } from '@mandate/plugin-mandate-common';
import { RiArrowDownSLine } from '@remixicon/react';
import { useState } from 'react';
import type { GivenProposal } from '../propose/proposal';
import { ProposeDialog } from '../propose/ProposeDialog';
import { operationsTranslationRef } from '../translation';
import type { Drift } from './driftEvidence';

const WEEK_MS = 7 * 86_400_000;

type Remedy = 'reapply' | 'adopt' | 'ignoreDrift';

/** The remedies for an object that drifted, each a change like any other. Nothing for those who may not propose. */
export function DriftActions({ drift }: { readonly drift: Drift }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { entity } = useEntity();
  const { allowed } = usePermission({ permission: changeProposePermission });
  const [chosen, setChosen] = useState<{
    readonly remedy: Remedy;
    readonly given: GivenProposal;
  }>();
  if (!allowed) {
    return null;
  }
  const { kind, name, environment } = drift;
  const objects = [{ kind, name }];
  const choose = (remedy: Remedy, more: Readonly<Record<string, unknown>>) =>
    setChosen({ remedy, given: { environment, input: { objects, ...more } } });
  const until = () => new Date(Date.now() + WEEK_MS).toISOString();
  return (
    <>
      <MenuTrigger>
        <Button
          size="small"
          variant="secondary"
          aria-label={t('drift.actions', { object: `${kind} ${name}` })}
          iconEnd={<RiArrowDownSLine aria-hidden />}
        >
          {t('propose.actions')}
        </Button>
        <Menu>
          <MenuItem id="reapply" onAction={() => choose('reapply', {})}>
            {t('drift.reapply')}
          </MenuItem>
          <MenuItem id="adopt" onAction={() => choose('adopt', {})}>
            {t('drift.adopt')}
          </MenuItem>
          <MenuItem
            id="ignore"
            onAction={() => choose('ignoreDrift', { until: until() })}
          >
            {t('drift.ignore')}
          </MenuItem>
        </Menu>
      </MenuTrigger>
      {chosen && (
        <ProposeDialog
          kind={chosen.remedy}
          entityRef={stringifyEntityRef(entity)}
          name={`${kind} ${name}`}
          given={chosen.given}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
}
