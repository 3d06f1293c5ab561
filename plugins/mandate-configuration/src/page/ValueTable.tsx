import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, SearchField, Text } from '@backstage/ui';
import type { ConfigurationView } from '@mandate/plugin-mandate-common';
import { EmptyState, SimpleTable } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { configurationTranslationRef } from '../translation';
import { Provenance } from './Provenance';
import { shownValue } from './shownValue';

/** The effective values, each with who set it. */
export function ValueTable(props: {
  readonly configuration: ConfigurationView;
}) {
  const { values, environment } = props.configuration;
  const { t } = useTranslationRef(configurationTranslationRef);
  const [search, setSearch] = useState('');
  if (values.length === 0) {
    return (
      <EmptyState title={t('values.none')}>{t('values.noneHint')}</EmptyState>
    );
  }
  const shown = values.filter(({ path }) =>
    path.toLocaleLowerCase('en-US').includes(search.toLocaleLowerCase('en-US')),
  );
  return (
    <Flex direction="column" gap="3">
      <SearchField
        aria-label={t('values.search')}
        placeholder={t('values.search')}
        value={search}
        onChange={setSearch}
      />
      {shown.length === 0 ? (
        <Text as="p">{t('values.noneFound')}</Text>
      ) : (
        <SimpleTable
          label={t('values.label', { environment })}
          columns={[t('values.path'), t('values.value'), t('values.origin')]}
        >
          {shown.map(value => (
            <tr key={value.path}>
              <th scope="row">
                <code>{value.path}</code>
              </th>
              <td>
                <code>{shownValue(value) ?? t('values.removed')}</code>
              </td>
              <td>
                <Provenance value={value} />
              </td>
            </tr>
          ))}
        </SimpleTable>
      )}
    </Flex>
  );
}
