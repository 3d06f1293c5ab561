import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { EnvironmentCost } from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  Money,
  RelativeTime,
  SimpleTable,
  Status,
} from '@mandate/plugin-mandate-react';
import { costsTranslationRef } from '../translation';

/** One environment: the sum, what it is made of, and what changes that are not finished would add. */
export function EnvironmentCostView(props: { readonly cost: EnvironmentCost }) {
  const { environment, currency, parts, pending, problem, observedAt } =
    props.cost;
  const { t } = useTranslationRef(costsTranslationRef);
  return (
    <Flex direction="column" gap="2">
      <Text as="h4" variant="body-large" weight="bold">
        {environment}:{' '}
        {problem ? (
          t('notKnown')
        ) : (
          <>
            <Money amount={props.cost.monthlyCost} currency={currency} />{' '}
            {t('aMonth')}
          </>
        )}
      </Text>
      {problem && <Status tone="warning">{problem}</Status>}
      {parts.length > 0 && (
        <SimpleTable
          label={t('parts', { environment })}
          columns={[t('part'), t('amount'), t('unitPrice'), t('monthlyCost')]}
        >
          {parts.map(({ title, amount, unit, unitPrice, monthlyCost }) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              <td>
                {amount.toLocaleString()} {unit}
              </td>
              <td>
                <Money amount={unitPrice} currency={currency} />
              </td>
              <td>
                <Money amount={monthlyCost} currency={currency} />
              </td>
            </tr>
          ))}
        </SimpleTable>
      )}
      {pending.length > 0 && (
        <>
          <Text as="p">{t('pending')}</Text>
          <ul>
            {pending.map(({ changeId, title, difference }) => (
              <li key={changeId}>
                <ChangeLink id={changeId}>{title}</ChangeLink>:{' '}
                <Money amount={difference} currency={currency} signed />{' '}
                {t('aMonth')}
              </li>
            ))}
          </ul>
        </>
      )}
      <Text as="p" color="secondary" variant="body-small">
        {t('seen')} <RelativeTime at={observedAt} />
      </Text>
    </Flex>
  );
}
