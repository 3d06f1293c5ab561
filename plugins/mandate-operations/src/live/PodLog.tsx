import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Select, Text } from '@backstage/ui';
import type { LivePod } from '@mandate/plugin-mandate-common';
import {
  Data,
  EmptyState,
  LoadView,
  useLiveLog,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { operationsTranslationRef } from '../translation';

/** What a pod's containers wrote last. */
export function PodLog(props: {
  readonly pod: LivePod;
  readonly entityRef: string;
  readonly environment: string;
  readonly onClose: () => void;
}) {
  const { pod, entityRef, environment, onClose } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  const [container, setContainer] = useState(pod.containers[0] ?? '');
  const log = useLiveLog({
    entityRef,
    environment,
    pod: pod.name,
    container,
  });
  const title = t('live.log', { container, pod: pod.name });
  return (
    <Flex direction="column" gap="2">
      <Flex justify="between" align="center">
        <Text as="h3" weight="bold">
          {title}
        </Text>
        <Flex gap="2" align="center">
          {pod.containers.length > 1 && (
            <Select
              aria-label={t('live.container')}
              options={pod.containers.map(name => ({
                value: name,
                label: name,
              }))}
              selectedKey={container}
              onSelectionChange={key => setContainer(String(key))}
            />
          )}
          <Button size="small" variant="secondary" onPress={log.reload}>
            {t('live.reloadLog')}
          </Button>
          <Button size="small" variant="secondary" onPress={onClose}>
            {t('live.closeLog')}
          </Button>
        </Flex>
      </Flex>
      <LoadView load={log} lines={4}>
        {lines =>
          lines.length === 0 ? (
            <EmptyState title={t('live.noLog')} />
          ) : (
            <Data label={title} value={lines.join('\n')} />
          )
        }
      </LoadView>
    </Flex>
  );
}
