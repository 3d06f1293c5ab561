import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ChangeSummary } from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  EntityName,
  OversightBadge,
  RelativeTime,
  StateBadge,
} from '@mandate/plugin-mandate-react';
import styles from '../page/table.module.css';
import { LIST_ROW } from '../page/useListKeys';
import { mandateTranslationRef } from '../translation';

/** Changes as a table: what and how it stands first. */
export function ChangesTable(props: {
  readonly changes: readonly ChangeSummary[];
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('changes.table')}>
        <thead>
          <tr>
            <th scope="col">{t('changes.change')}</th>
            <th scope="col">{t('changes.state')}</th>
            <th scope="col">{t('changes.oversight')}</th>
            <th scope="col">{t('changes.risk')}</th>
            <th scope="col">{t('changes.proposer')}</th>
            <th scope="col">{t('changes.when')}</th>
          </tr>
        </thead>
        <tbody>
          {props.changes.map(change => (
            <ChangeRow key={change.id} change={change} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ChangeRow({ change }: { readonly change: ChangeSummary }) {
  return (
    <tr {...{ [LIST_ROW]: '' }}>
      <th scope="row">
        <ChangeLink id={change.id}>{change.title}</ChangeLink>
      </th>
      <td>
        <StateBadge state={change.state} />
        <div className={styles.hint}>{change.statusWords}</div>
      </td>
      <td>
        {change.oversight && <OversightBadge oversight={change.oversight} />}
      </td>
      <td>{change.riskLevel}</td>
      <td>
        <EntityName entityRef={change.proposer.ref} />
      </td>
      <td>
        <RelativeTime at={change.createdAt} />
      </td>
    </tr>
  );
}
