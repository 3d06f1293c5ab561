import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, SearchField, Text } from '@backstage/ui';
import type { LiveEnvironment, LivePod } from '@mandate/plugin-mandate-common';
import {
  EmptyState,
  RelativeTime,
  Status,
  type VirtualColumn,
  VirtualGrid,
} from '@mandate/plugin-mandate-react';
import { useMemo, useState } from 'react';
import { operationsTranslationRef } from '../translation';
import { PodLog } from './PodLog';
import { podTones } from './podTones';

/** The pods, those that need somebody first; an opened one shows its log. */
export function PodsView(props: {
  readonly live: LiveEnvironment;
  readonly entityRef: string;
}) {
  const { live, entityRef } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  const [search, setSearch] = useState('');
  const [openName, setOpenName] = useState<string>();
  const pods = useMemo(() => matching(live.pods, search), [live.pods, search]);
  const open = live.pods.find(({ name }) => name === openName);
  return (
    <Flex direction="column" gap="3">
      <SearchField
        aria-label={t('live.search')}
        placeholder={t('live.search')}
        value={search}
        onChange={setSearch}
      />
      {pods.length === 0 ? (
        <EmptyState title={t('live.noPods')}>{t('live.noPodsHint')}</EmptyState>
      ) : (
        <PodsGrid
          environment={live.environment}
          pods={pods}
          open={openName}
          onOpen={setOpenName}
        />
      )}
      {live.morePods > 0 && (
        <Text as="p" color="secondary">
          {t('live.more', { count: live.morePods })}
        </Text>
      )}
      {open && (
        <PodLog
          key={open.name}
          pod={open}
          entityRef={entityRef}
          environment={live.environment}
          onClose={() => setOpenName(undefined)}
        />
      )}
    </Flex>
  );
}

function PodsGrid(props: {
  readonly environment: string;
  readonly pods: readonly LivePod[];
  readonly open: string | undefined;
  readonly onOpen: (name: string) => void;
}) {
  const { environment, pods, open, onOpen } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  const columns = useMemo(
    (): readonly VirtualColumn<LivePod>[] => [
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
        cell: ({ name }) => name,
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
      {
        title: t('live.age'),
        width: '8rem',
        cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      },
    ],
    [t],
  );
  return (
    <VirtualGrid
      label={t('live.pods', { environment })}
      rows={pods}
      rowKey={({ name }) => name}
      open={open}
      onOpen={({ name }) => onOpen(name)}
      columns={columns}
    />
  );
}

/** Those with the text in name, status, node or image, whatever the case. */
function matching(
  pods: readonly LivePod[],
  search: string,
): readonly LivePod[] {
  const wanted = search.trim().toLocaleLowerCase();
  return wanted === ''
    ? pods
    : pods.filter(({ name, status, words, node, images }) =>
        [name, status, words, node, ...images].some(text =>
          text.toLocaleLowerCase().includes(wanted),
        ),
      );
}
