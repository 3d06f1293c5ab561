import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  DecisionReason,
  EntityName,
  RelativeTime,
  RequirementDots,
  RiskBar,
} from '@mandate/plugin-mandate-react';
import { PartOfSet } from '../changeSets/PartOfSet';
import { LIST_ROW } from '../page/useListKeys';
import { mandateTranslationRef } from '../translation';
import styles from './ApprovalsPage.module.css';

/** Changes that wait, one row each: what, for whom it waits, why, and until when. */
export function ApprovalRows(props: {
  readonly label: string;
  readonly changes: readonly ChangeDetail[];
}) {
  return (
    <ul className={styles.rows} aria-label={props.label}>
      {props.changes.map(change => (
        <ApprovalRow key={change.id} change={change} />
      ))}
    </ul>
  );
}

function ApprovalRow({ change }: { readonly change: ChangeDetail }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { current } = change;
  return (
    <li className={styles.row} {...{ [LIST_ROW]: '' }}>
      <Text variant="body-large" weight="bold">
        <ChangeLink id={change.id}>{change.title}</ChangeLink>
      </Text>
      {current && (
        <Text as="p" color="secondary">
          <DecisionReason decision={current.decision} />
        </Text>
      )}
      <div className={styles.line}>
        {current?.approvals.filled.map(({ group, count, missing }) => (
          <RequirementDots
            key={group}
            group={group}
            count={count}
            missing={missing}
          />
        ))}
        {current && (
          <span>
            {t('approval.risk')} <RiskBar risk={current.assessment.risk} />
          </span>
        )}
        <span>
          {t('approval.proposedBy')}{' '}
          <EntityName entityRef={change.proposer.ref} />{' '}
          <RelativeTime at={change.createdAt} />
        </span>
        {change.changeSet && (
          <span>
            <PartOfSet changeSet={change.changeSet} />
          </span>
        )}
        {change.expiresAt && (
          <span>
            {t('approval.expires')} <RelativeTime at={change.expiresAt} />
          </span>
        )}
      </div>
    </li>
  );
}
