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
import { usePartsWithoutPods } from './usePartsWithoutPods';

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
  const entityRef = stringifyEntityRef(entity);
  const health = useHealth(entityRef);
  const parts = usePartsWithoutPods(entityRef);
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
                  parts={parts
                    .filter(
                      ({ environment }) => environment === workload.environment,
                    )
                    .map(({ template }) => template)}
                />
              ))}
            </SimpleTable>
          )
        }
      </LoadView>
    </EntityCard>
  );
}

function WorkloadRow(props: {
  readonly workload: WorkloadHealth;
  /** Templates that brought something without pods there. */
  readonly parts: readonly string[];
}) {
  const { workload, parts } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  const { environment, status, words, images, restarts } = workload;
  const hasNoPods = status === 'absent' && parts.length > 0;
  return (
    <tr>
      <th scope="row">
        {environment}
        <CellHint>
          {workload.cluster}, {workload.namespace}
        </CellHint>
      </th>
      <td>
        <Status tone={tones[status]}>
          {hasNoPods ? t('health.noPods') : t(`health.state.${status}`)}
        </Status>
        <CellHint>
          {hasNoPods
            ? t('health.brought', { templates: parts.join(', ') })
            : words}
        </CellHint>
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
