import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type {
  BreakablePod,
  ClusterSight,
} from '@mandate/plugin-mandate-common';
import { EmptyState, Status, VirtualGrid } from '@mandate/plugin-mandate-react';
import { podTones } from '../live/podTones';
import { operationsTranslationRef } from '../translation';

/** The pods of all namespaces, those that need somebody first. */
export function BreakablePods(props: {
  readonly cluster: string;
  readonly sight: Extract<ClusterSight, { status: 'seen' }>;
}) {
  const { cluster, sight } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  if (sight.pods.length === 0) {
    return (
      <EmptyState title={t('development.noPods')}>
        {t('development.noPodsHint')}
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="2">
      <VirtualGrid<BreakablePod>
        label={t('development.podsOf', { cluster })}
        rows={sight.pods}
        rowKey={({ namespace, name }) => `${namespace}/${name}`}
        columns={[
          {
            title: t('live.status'),
            width: 'minmax(0, 3fr)',
            cell: ({ status, words }) => (
              <Status tone={podTones[status]} title={words}>
                {status === 'ready'
                  ? t('live.state.ready')
                  : `${t(`live.state.${status}`)}: ${words}`}
              </Status>
            ),
          },
          {
            title: t('live.pod'),
            width: 'minmax(0, 4fr)',
            cell: ({ namespace, name }) => `${namespace}/${name}`,
          },
          {
            title: t('live.restarts'),
            width: '5rem',
            cell: ({ restarts }) => restarts,
          },
          {
            title: t('live.node'),
            width: 'minmax(0, 2fr)',
            cell: ({ node }) => node,
          },
        ]}
      />
      {sight.morePods > 0 && (
        <Text as="p" color="secondary">
          {t('live.more', { count: sight.morePods })}
        </Text>
      )}
    </Flex>
  );
}
