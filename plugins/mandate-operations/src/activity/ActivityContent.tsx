import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Flex, Text } from '@backstage/ui';
import { ActionsMenu } from '../propose/ActionsMenu';
import { operationsTranslationRef } from '../translation';
import { Timeline } from './Timeline';

const SHOWN = 25;

/** The entity's whole history, as a tab. */
export function ActivityContent() {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <Container>
      <Flex direction="column" gap="4" py="4">
        <Flex justify="between" align="center">
          <Text as="h2" variant="title-small" weight="bold">
            {t('activity.title')}
          </Text>
          <ActionsMenu />
        </Flex>
        <Timeline initialCount={SHOWN} />
      </Flex>
    </Container>
  );
}
