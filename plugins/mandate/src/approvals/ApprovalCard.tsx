import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Flex,
  Text,
} from '@backstage/ui';
import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  EntityName,
  RelativeTime,
  RequirementDots,
  entityName,
} from '@mandate/plugin-mandate-react';
import { RiUserFollowLine } from '@remixicon/react';
import { Fragment, useId } from 'react';
import { openRequirements } from '../changes/approveLabel';
import { ChangeActions } from '../changes/ChangeActions';
import { Questions } from '../changes/Questions';
import { useViewer } from '../changes/useViewer';
import { hasConditions, VoteConditions } from '../changes/VoteConditions';
import { mandateTranslationRef } from '../translation';
import styles from './ApprovalCard.module.css';
import { ApprovalFacts } from './ApprovalFacts';

/** Everything that somebody who never read our documentation needs to decide rightly about a change. */
export function ApprovalCard(props: {
  readonly change: ChangeDetail;
  readonly onChanged: () => void;
  /** Whether it stands on the change's page, which says itself what is proposed by whom. */
  readonly ownPage?: boolean;
}) {
  const { change, onChanged, ownPage = false } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const titleId = useId();
  return (
    <Card role="region" aria-labelledby={titleId}>
      <CardHeader>
        <div className={styles.header}>
          <span className={styles.title}>
            <RiUserFollowLine aria-hidden />
            <Text as="h3" variant="title-x-small" weight="bold" id={titleId}>
              {t('approval.title')}
            </Text>
          </span>
          {change.expiresAt && (
            <Text color="secondary">
              {t('approval.expires')} <RelativeTime at={change.expiresAt} />
            </Text>
          )}
        </div>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          {!ownPage && <ProposalLine change={change} />}
          <NeedsLine change={change} />
          <ConditionLines change={change} />
          <DelegationLines change={change} />
          <ApprovalFacts change={change} />
        </Flex>
      </CardBody>
      <CardFooter>
        <Flex direction="column" gap="2">
          <Questions change={change} onChanged={onChanged} />
          <WaitingFor change={change} />
          <ChangeActions change={change} onChanged={onChanged}>
            {!ownPage && (
              <ChangeLink id={change.id}>{t('approval.openChange')}</ChangeLink>
            )}
          </ChangeActions>
        </Flex>
      </CardFooter>
    </Card>
  );
}

function ProposalLine({ change }: { readonly change: ChangeDetail }) {
  const { title, proposer } = change;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <div className={styles.line}>
      <Text as="p" variant="body-large" weight="bold">
        {title}
      </Text>
      <span className={styles.secondary}>
        {t('approval.proposedBy')} <EntityName entityRef={proposer.ref} />
        {proposer.onBehalfOf && (
          <>
            {' '}
            {t('approval.onBehalfOf')}{' '}
            <EntityName entityRef={proposer.onBehalfOf} />
          </>
        )}
      </span>
    </div>
  );
}

function NeedsLine({ change }: { readonly change: ChangeDetail }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const viewer = useViewer();
  const { mine } = openRequirements(change, viewer);
  return (
    <div className={styles.line}>
      <span className={styles.secondary}>{t('approval.needs')}</span>
      {change.current?.approvals.filled.map(
        ({ group, count, missing, stage = 1 }, index, all) => (
          <Fragment key={group}>
            {stage > (all[index - 1]?.stage ?? 1) && (
              <span className={styles.secondary}>{t('discussion.then')}</span>
            )}
            <RequirementDots group={group} count={count} missing={missing} />
          </Fragment>
        ),
      )}
      {change.allowed.approve.allowed && mine.length > 0 && (
        <span className={styles.secondary}>
          {t('approval.youCanApprove', {
            groups: mine.map(entityName).join(t('approval.and')),
          })}
        </span>
      )}
    </div>
  );
}

/** "Pia: not before in 2 hours": what approvals that were given demand of the start. */
function ConditionLines({ change }: { readonly change: ChangeDetail }) {
  const votes = change.current?.votes ?? [];
  return (
    <>
      {votes
        .filter(vote => !vote.withdrawnAt && hasConditions(vote))
        .map(vote => (
          <span key={vote.voter} className={styles.secondary}>
            <EntityName entityRef={vote.voter} />:{' '}
            <VoteConditions vote={vote} />
          </span>
        ))}
    </>
  );
}

/** "Pia votes for Ola until …": who stands in for whom on what is still missing. */
function DelegationLines({ change }: { readonly change: ChangeDetail }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <>
      {change.delegations.map(({ id, delegate, delegator, until }) => (
        <span key={id} className={styles.secondary}>
          {t('approval.votesFor', {
            delegate: entityName(delegate),
            delegator: entityName(delegator),
          })}{' '}
          <RelativeTime at={until} />
        </span>
      ))}
    </>
  );
}

/** "Waiting for security (2 people can)", for everybody who cannot decide themselves. */
function WaitingFor({ change }: { readonly change: ChangeDetail }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  if (change.allowed.approve.allowed || change.waitingFor.length === 0) {
    return null;
  }
  const groups = change.waitingFor
    .map(({ group, people }) =>
      people.length === 0
        ? t('approval.waitingNobody', { group: entityName(group) })
        : t('approval.waitingGroup', {
            group: entityName(group),
            count: people.length,
          }),
    )
    .join(t('approval.and'));
  return <Text as="p">{t('approval.waitingFor', { groups })}</Text>;
}
