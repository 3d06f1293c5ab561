import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import {
  EntityName,
  LoadView,
  RelativeTime,
  StateBadge,
  changesRouteRef,
  errorStatus,
  useChange,
} from '@mandate/plugin-mandate-react';
import { useParams } from 'react-router-dom';
import { ApprovalCard } from '../approvals/ApprovalCard';
import { PartOfSet } from '../changeSets/PartOfSet';
import { Page } from '../page/Page';
import { mandateTranslationRef } from '../translation';
import { ChangeActions } from './ChangeActions';
import { ChangeColumns } from './ChangeColumns';
import { ChangeFinding } from './ChangeFinding';
import styles from './ChangePage.module.css';
import { Interventions } from './Interventions';
import { ChangeTrouble } from './ChangeTrouble';
import { useDurationWords } from './useDurationWords';

/** One change: how it stands in a sentence, what one can do, its story, and what was planned and decided. */
export function ChangePage() {
  const { id = '' } = useParams();
  const change = useChange(id);
  const { t } = useTranslationRef(mandateTranslationRef);
  const changesRoute = useRouteRef(changesRouteRef);
  return (
    <Page>
      <LoadView load={change} lines={9}>
        {value => <ChangeView change={value} onChanged={change.reload} />}
      </LoadView>
      {change.status === 'error' &&
        errorStatus(change.error) === 404 &&
        changesRoute && (
          <ButtonLink href={changesRoute()} variant="secondary">
            {t('error.notFound')}
          </ButtonLink>
        )}
    </Page>
  );
}

function ChangeView(props: {
  readonly change: ChangeDetail;
  readonly onChanged: () => void;
}) {
  const { change, onChanged } = props;
  return (
    <>
      <ChangeHeader change={change} />
      <ChangeTrouble change={change} />
      <Interventions change={change} />
      {change.state === 'awaiting-approval' ? (
        <ApprovalCard change={change} onChanged={onChanged} ownPage />
      ) : (
        <ChangeActions change={change} onChanged={onChanged} />
      )}
      <ChangeColumns change={change} />
    </>
  );
}

function ChangeHeader({ change }: { readonly change: ChangeDetail }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { target, proposer, reason, findingId, createdAt, endedAt } = change;
  const { changeSet, current, state } = change;
  // The card below tells it beside what it is a reason for.
  const cardTellsReason = state === 'awaiting-approval' && current;
  const duration = useDurationWords();
  return (
    <header>
      <Text as="h2" variant="title-medium" weight="bold">
        {change.title}
      </Text>
      <Text as="p" variant="body-large">
        <StateBadge state={state} /> · {change.statusWords}
      </Text>
      {reason && !cardTellsReason && (
        <Text as="p">
          {t('approval.reason')}: {reason}
        </Text>
      )}
      {findingId && (
        <Text as="p">
          <ChangeFinding entityRef={target.entityRef} findingId={findingId} />
        </Text>
      )}
      <div className={styles.meta}>
        <span>
          {t('change.target')} <EntityName entityRef={target.entityRef} />,{' '}
          {target.environment}
        </span>
        <span>
          {t('change.proposer')} <RelativeTime at={createdAt} />{' '}
          {t('change.proposedBy')} <EntityName entityRef={proposer.ref} />
          {proposer.onBehalfOf && (
            <>
              {' '}
              {t('approval.onBehalfOf')}{' '}
              <EntityName entityRef={proposer.onBehalfOf} />
            </>
          )}
        </span>
        {changeSet && (
          <span>
            <PartOfSet changeSet={changeSet} />
          </span>
        )}
        {endedAt && (
          <span>
            {t('change.took')} {duration(createdAt, endedAt)}
          </span>
        )}
        {current?.because && (
          <span>
            {t('change.revision')}{' '}
            {t('change.revisionNumber', {
              number: String(current.number),
              because: current.because,
            })}
          </span>
        )}
      </div>
    </header>
  );
}
