import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  BreakableCluster,
  BreakableNode,
} from '@mandate/plugin-mandate-common';
import {
  CellHint,
  RelativeTime,
  SimpleTable,
  Status,
  type Tone,
} from '@mandate/plugin-mandate-react';
import { operationsTranslationRef } from '../translation';
import { withNode } from './faults';
import type { Breaking } from './useBreakableClusters';

const tones: Readonly<Record<BreakableNode['status'], Tone>> = {
  ready: 'positive',
  'not-ready': 'warning',
  lost: 'danger',
};

/** The nodes, each with a button that loses it or brings it back. */
export function NodesTable(props: {
  readonly cluster: BreakableCluster;
  readonly nodes: readonly BreakableNode[];
  readonly breaking: Breaking;
}) {
  const { cluster, nodes, breaking } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  const lost = cluster.faults.lostNodes ?? [];
  return (
    <SimpleTable
      label={t('development.nodes', { cluster: cluster.name })}
      columns={[
        t('development.node'),
        t('development.status'),
        t('development.pods'),
        t('development.act'),
      ]}
    >
      {nodes.map(({ name, status, words, pods }) => {
        const isLost = lost.includes(name);
        return (
          <tr key={name}>
            <th scope="row">
              {name}
              {isLost && (
                <CellHint>
                  {t('development.lostSince')}{' '}
                  <RelativeTime at={cluster.since.lostNodes ?? ''} />
                </CellHint>
              )}
            </th>
            <td>
              <Status tone={tones[status]}>
                {t(`development.nodeState.${status}`)}
              </Status>
              <CellHint>{words}</CellHint>
            </td>
            <td>{pods}</td>
            <td>
              <Button
                size="small"
                variant="secondary"
                isDisabled={breaking.isBusy}
                aria-label={t(
                  isLost ? 'development.findNode' : 'development.loseNode',
                  { node: name },
                )}
                onPress={() =>
                  breaking.breakCluster(withNode(cluster.faults, name, !isLost))
                }
              >
                {t(isLost ? 'development.find' : 'development.lose')}
              </Button>
            </td>
          </tr>
        );
      })}
    </SimpleTable>
  );
}
