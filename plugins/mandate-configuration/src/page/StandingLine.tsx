import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { ConfigurationStanding } from '@mandate/plugin-mandate-common';
import { Status, type Tone } from '@mandate/plugin-mandate-react';
import { configurationTranslationRef } from '../translation';

const tones: Readonly<Record<ConfigurationStanding['state'], Tone>> = {
  'in-step': 'positive',
  'not-applied': 'warning',
  drifted: 'danger',
  'nothing-there': 'neutral',
  unknown: 'warning',
};

/** Whether the cluster has what git has. */
export function StandingLine(props: {
  readonly environment: string;
  readonly standing: ConfigurationStanding;
}) {
  const { environment, standing } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  return (
    <Flex direction="column" gap="1">
      <Status tone={tones[standing.state]}>
        {environment}: {t(`standing.${standing.state}`)}
      </Status>
      <Text as="p" color="secondary">
        {standing.words}
      </Text>
    </Flex>
  );
}
