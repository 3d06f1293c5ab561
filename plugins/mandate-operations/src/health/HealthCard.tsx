import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { WorkloadHealth } from '@mandate/plugin-mandate-common';
import {
  CellHint,
  EmptyState,
  EntityCard,
  LoadView,
  RelativeTime,
  SimpleTable,
  Status,
  type Tone,
  useHealth,
} from '@mandate/plugin-mandate-react';
import { operationsTranslationRef } from '../translation';

const tones: Readonly<Record<WorkloadHealth['status'], Tone>> = {
  healthy: 'positive',
  progressing: 'neutral',
  degraded: 'warning',
  failing: 'danger',
  absent: 'neutral',
  unknown: 'warning',
};

/** How the entity is in each environment: in words first, then images and restarts. */
export function HealthCard() {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { entity } = useEntity();
  const health = useHealth(stringifyEntityRef(entity));
  return (
    <EntityCard title={t('health.title')}>
      <LoadView load={health}>
        {workloads =>
          workloads.length === 0 ? (
            <EmptyState title={t('health.none')}>
              {t('health.noneHint')}
            </EmptyState>
          ) : (
            <SimpleTable
              label={t('health.table')}
              columns={[
                t('health.environment'),
                t('health.status'),
                t('health.images'),
                t('health.restarts'),
                t('health.seen'),
              ]}
            >
              {workloads.map(workload => (
                <WorkloadRow
                  key={`${workload.environment} ${workload.workload}`}
                  workload={workload}
                />
              ))}
            </SimpleTable>
          )
        }
      </LoadView>
    </EntityCard>
  );
}

function WorkloadRow({ workload }: { readonly workload: WorkloadHealth }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { environment, status, words, images, restarts } = workload;
  return (
    <tr>
      <th scope="row">
        {environment}
        <CellHint>
          {workload.cluster}, {workload.namespace}
        </CellHint>
      </th>
      <td>
        <Status tone={tones[status]}>{t(`health.state.${status}`)}</Status>
        <CellHint>{words}</CellHint>
      </td>
      <td>
        {images.map(image => (
          <div key={image}>{image}</div>
        ))}
      </td>
      <td>{restarts}</td>
      <td>
        <RelativeTime at={workload.observedAt} />
      </td>
    </tr>
  );
}
