import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import {
  EmptyState,
  EntityCard,
  LoadView,
  useCompliance,
} from '@mandate/plugin-mandate-react';
import { complianceTranslationRef } from '../translation';
import { EnvironmentReport } from './EnvironmentReport';

/** What the rules find on the entity's live workloads, one part per environment. */
export function ComplianceCard() {
  const { t } = useTranslationRef(complianceTranslationRef);
  const { entity } = useEntity();
  const compliance = useCompliance(stringifyEntityRef(entity));
  return (
    <EntityCard title={t('title')}>
      <LoadView load={compliance} lines={4}>
        {reports =>
          reports.length === 0 ? (
            <EmptyState title={t('none')}>{t('noneHint')}</EmptyState>
          ) : (
            <Flex direction="column" gap="4">
              {reports.map(report => (
                <EnvironmentReport
                  key={`${report.environment} ${report.workload}`}
                  report={report}
                />
              ))}
            </Flex>
          )
        }
      </LoadView>
    </EntityCard>
  );
}
