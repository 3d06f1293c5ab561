import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import {
  CellHint,
  EmptyState,
  EntityCard,
  LoadView,
  RelativeTime,
  SimpleTable,
  useOpenFindings,
} from '@mandate/plugin-mandate-react';
import { operationsTranslationRef } from '../translation';
import { DriftActions } from './DriftActions';
import { type Drift, type DriftedField, driftOf } from './driftEvidence';

/** What was changed in the cluster without a change here: which field, by whom, and what can be done. */
export function DriftCard() {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { entity } = useEntity();
  const findings = useOpenFindings(stringifyEntityRef(entity));
  return (
    <EntityCard title={t('drift.title')}>
      <LoadView load={findings}>
        {all => {
          const drifts = driftOf(all);
          return drifts.length === 0 ? (
            <EmptyState title={t('drift.none')}>
              {t('drift.noneHint')}
            </EmptyState>
          ) : (
            <Flex direction="column" gap="4">
              {drifts.map(drift => (
                <DriftedObject key={drift.id} drift={drift} />
              ))}
            </Flex>
          );
        }}
      </LoadView>
    </EntityCard>
  );
}

function DriftedObject({ drift }: { readonly drift: Drift }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { kind, name, environment, fields } = drift;
  return (
    <Flex direction="column" gap="2">
      <Flex justify="between" align="center" gap="2">
        <Text as="h4" weight="bold">
          {kind} {name} {t('drift.in', { environment })}
        </Text>
        <DriftActions drift={drift} />
      </Flex>
      <SimpleTable
        label={`${kind} ${name}: ${t('drift.table')}`}
        columns={[
          t('drift.what'),
          t('drift.intended'),
          t('drift.live'),
          t('drift.who'),
        ]}
      >
        {fields.map(field => (
          <FieldRow key={field.path} field={field} />
        ))}
      </SimpleTable>
    </Flex>
  );
}

function FieldRow({ field }: { readonly field: DriftedField }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <tr>
      <th scope="row">{field.path}</th>
      <td>{field.intended}</td>
      <td>{field.live}</td>
      <td>
        {field.manager ?? t('drift.unknown')}
        {field.at && (
          <CellHint>
            <RelativeTime at={field.at} />
          </CellHint>
        )}
      </td>
    </tr>
  );
}
