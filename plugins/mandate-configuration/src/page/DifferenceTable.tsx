import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ConfigurationComparison } from '@mandate/plugin-mandate-common';
import {
  EmptyState,
  LoadView,
  SimpleTable,
} from '@mandate/plugin-mandate-react';
import { useDifference } from '../load/queries';
import { configurationTranslationRef } from '../translation';
import { Provenance } from './Provenance';
import { shownValue } from './shownValue';

/** The values in which two sides differ. */
export function DifferenceTable(props: {
  readonly comparison: ConfigurationComparison;
  readonly left: string;
  readonly right: string;
}) {
  const { comparison, left, right } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  const difference = useDifference(comparison);
  return (
    <LoadView load={difference}>
      {items =>
        items.length === 0 ? (
          <EmptyState title={t('compare.nothing')}>
            {t('compare.nothingHint')}
          </EmptyState>
        ) : (
          <SimpleTable
            label={t('compare.label', { left, right })}
            columns={[t('values.path'), left, right]}
          >
            {items.map(item => (
              <tr key={item.path}>
                <th scope="row">
                  <code>{item.path}</code>
                </th>
                {[item.left, item.right].map((value, side) => (
                  <td key={side === 0 ? 'left' : 'right'}>
                    <code>{shownValue(value) ?? t('compare.absent')}</code>{' '}
                    <Provenance value={value} />
                  </td>
                ))}
              </tr>
            ))}
          </SimpleTable>
        )
      }
    </LoadView>
  );
}
