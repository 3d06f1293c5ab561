import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import type { LiveEnvironment } from '@mandate/plugin-mandate-common';
import {
  CellHint,
  SimpleTable,
  Status,
  type Tone,
} from '@mandate/plugin-mandate-react';
import { operationsTranslationRef } from '../translation';
import { EventsTable } from './EventsTable';
import { PodsView } from './PodsView';

const tones: Readonly<Record<LiveEnvironment['freshness'], Tone>> = {
  live: 'positive',
  lagging: 'warning',
  read: 'neutral',
};

/** One environment: a sentence, its workloads, its pods, and what the cluster says about them. */
export function EnvironmentView(props: {
  readonly live: LiveEnvironment;
  readonly entityRef: string;
}) {
  const { live, entityRef } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  if (live.status === 'unknown') {
    return <Alert status="warning" icon title={live.words} />;
  }
  return (
    <Flex direction="column" gap="4">
      <Flex gap="3" align="center">
        <Text as="p" weight="bold">
          {live.words}
        </Text>
        <Status tone={tones[live.freshness]}>
          {t(`live.freshness.${live.freshness}`)}
        </Status>
        <Text as="span" color="secondary">
          {live.cluster}, {live.namespace}
        </Text>
      </Flex>
      {live.workloads.length > 0 && <Workloads live={live} />}
      {live.pods.length > 0 && <PodsView live={live} entityRef={entityRef} />}
      <EventsTable entityRef={entityRef} environment={live.environment} />
    </Flex>
  );
}

function Workloads({ live }: { readonly live: LiveEnvironment }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <SimpleTable
      label={t('live.workloads', { environment: live.environment })}
      columns={[t('live.workload'), t('live.ready'), t('live.images')]}
    >
      {live.workloads.map(
        ({ kind, name, ready, desired, images, otherOwner }) => (
          <tr key={`${kind}/${name}`}>
            <th scope="row">
              {name}
              <CellHint>
                {kind}
                {otherOwner && `. ${t('live.owner', { owner: otherOwner })}`}
              </CellHint>
            </th>
            <td>
              <Status tone={ready >= desired ? 'positive' : 'warning'}>
                {`${ready} / ${desired}`}
              </Status>
            </td>
            <td>
              {images.map(image => (
                <div key={image}>{image}</div>
              ))}
            </td>
          </tr>
        ),
      )}
    </SimpleTable>
  );
}
