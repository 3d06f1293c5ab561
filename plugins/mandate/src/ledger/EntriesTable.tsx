import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { LedgerEntryView } from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  RelativeTime,
  entityName,
} from '@mandate/plugin-mandate-react';
import styles from '../page/table.module.css';
import ledgerStyles from './EntriesTable.module.css';
import { mandateTranslationRef } from '../translation';

/** Entries of the ledger as a table, newest first. */
export function EntriesTable(props: {
  readonly entries: readonly LedgerEntryView[];
  readonly onOpen: (index: number) => void;
}) {
  const { entries, onOpen } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('ledger.entries')}>
        <thead>
          <tr>
            <th scope="col">{t('ledger.index')}</th>
            <th scope="col">{t('ledger.happened')}</th>
            <th scope="col">{t('ledger.at')}</th>
            <th scope="col">{t('ledger.actor')}</th>
            <th scope="col">{t('changes.change')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(
            ({ index, kind, at, actor, changeId, subject, data }) => (
              <tr key={index}>
                <th scope="row" className={ledgerStyles.index}>
                  <Button
                    size="small"
                    variant="tertiary"
                    aria-label={t('ledger.open', { index: String(index) })}
                    onPress={() => onOpen(index)}
                  >
                    {String(index)}
                  </Button>
                </th>
                <td>
                  {typeof data.words === 'string' ? data.words : kind}
                  <div className={styles.hint}>{kind}</div>
                </td>
                <td>
                  <RelativeTime at={at} />
                </td>
                <td>{entityName(actor)}</td>
                <td>
                  {changeId ? (
                    <ChangeLink id={changeId}>
                      {subject ? entityName(subject) : t('ledger.itsChange')}
                    </ChangeLink>
                  ) : (
                    subject && entityName(subject)
                  )}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}
