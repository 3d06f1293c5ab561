import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import {
  clusterBreakPermission,
  type ClusterView,
  type ReflectorView,
} from '@mandate/plugin-mandate-common';
import {
  CellHint,
  EntityCard,
  Fact,
  Facts,
  RelativeTime,
  SimpleTable,
  Status,
  type Tone,
} from '@mandate/plugin-mandate-react';
import { developmentRouteRef } from '../routes';
import { operationsTranslationRef } from '../translation';

const tones: Readonly<Record<ClusterView['status'], Tone>> = {
  ready: 'positive',
  limited: 'warning',
  unreachable: 'danger',
};
const reflectorTones: Readonly<Record<ReflectorView['status'], Tone>> = {
  starting: 'neutral',
  synced: 'positive',
  lagging: 'warning',
  failing: 'danger',
};

/** One cluster: how it is in a sentence, then the facts, the permissions and what is kept of it. */
export function ClusterCard({ cluster }: { readonly cluster: ClusterView }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { name, status, words, version, latencyMs } = cluster;
  return (
    <EntityCard title={name} actions={cluster.breakable && <BreakLink />}>
      <Flex direction="column" gap="4">
        <div>
          <Status tone={tones[status]}>{t(`clusters.state.${status}`)}</Status>
          <Text as="p" color="secondary">
            {words}
          </Text>
        </div>
        <Facts>
          {version && <Fact name={t('clusters.version')}>{version}</Fact>}
          {latencyMs !== undefined && (
            <Fact name={t('clusters.latency')}>{Math.round(latencyMs)} ms</Fact>
          )}
          <Fact name={t('clusters.fairness')}>
            {t(`clusters.fair.${cluster.fairness}`)}
          </Fact>
          <Fact name={t('clusters.source')}>{cluster.source}</Fact>
          <Fact name={t('clusters.checked')}>
            <RelativeTime at={cluster.checkedAt} />
          </Fact>
        </Facts>
        {cluster.roles.length > 0 && <Permissions cluster={cluster} />}
        <Kept cluster={cluster} />
      </Flex>
    </EntityCard>
  );
}

/** To where it is broken on purpose, for those who may. */
function BreakLink() {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { allowed } = usePermission({ permission: clusterBreakPermission });
  const developmentRoute = useRouteRef(developmentRouteRef);
  return allowed && developmentRoute ? (
    <ButtonLink size="small" variant="secondary" href={developmentRoute()}>
      {t('development.open')}
    </ButtonLink>
  ) : null;
}

function Permissions({ cluster }: { readonly cluster: ClusterView }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <SimpleTable
      label={t('clusters.permissions', { cluster: cluster.name })}
      columns={[
        t('clusters.role'),
        t('clusters.purpose'),
        t('clusters.missing'),
      ]}
    >
      {cluster.roles.map(({ role, purpose, missing }) => (
        <tr key={role}>
          <th scope="row">{role}</th>
          <td>{purpose}</td>
          <td>
            {missing.length === 0 ? (
              <Status tone="positive">{t('clusters.complete')}</Status>
            ) : (
              <>
                <Status tone="warning">{missing.join(', ')}</Status>
                <CellHint>{t('clusters.apply', { role })}</CellHint>
              </>
            )}
          </td>
        </tr>
      ))}
    </SimpleTable>
  );
}

function Kept({ cluster }: { readonly cluster: ClusterView }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  if (cluster.reflectors.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('clusters.nothingKept')}
      </Text>
    );
  }
  return (
    <SimpleTable
      label={t('clusters.kept', { cluster: cluster.name })}
      columns={[
        t('clusters.kind'),
        t('clusters.status'),
        t('clusters.objects'),
        t('clusters.since'),
      ]}
    >
      {cluster.reflectors.map(({ kind, status, words, objects, since }) => (
        <tr key={kind}>
          <th scope="row">{kind}</th>
          <td>
            <Status tone={reflectorTones[status]}>
              {t(`clusters.reflectors.${status}`)}
            </Status>
            <CellHint>{words}</CellHint>
          </td>
          <td>{objects.toLocaleString()}</td>
          <td>
            <RelativeTime at={since} />
          </td>
        </tr>
      ))}
    </SimpleTable>
  );
}
