import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select, Text } from '@backstage/ui';
import type { TargetReference } from '@mandate/plugin-mandate-common';
import { useState } from 'react';
import { configurationTranslationRef } from '../translation';
import { DifferenceTable } from './DifferenceTable';

/** Compares an environment with another one. */
export function CompareSection(props: {
  readonly target: TargetReference;
  readonly environments: readonly string[];
}) {
  const { target, environments } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  const others = environments.filter(name => name !== target.environment);
  const [wanted, setWanted] = useState('');
  const chosen = others.includes(wanted) ? wanted : others[0];
  if (chosen === undefined) {
    return <Text as="p">{t('compare.only')}</Text>;
  }
  return (
    <Flex direction="column" gap="3">
      <Select
        label={t('compare.with')}
        value={chosen}
        onChange={key => setWanted(String(key))}
        options={others.map(name => ({ value: name, label: name }))}
      />
      <DifferenceTable
        comparison={{ ...target, otherEnvironment: chosen }}
        left={target.environment}
        right={chosen}
      />
    </Flex>
  );
}
