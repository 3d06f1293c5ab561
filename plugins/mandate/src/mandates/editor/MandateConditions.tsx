import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import type { MandateView } from '@mandate/plugin-mandate-common';
import { useState } from 'react';
import { Section } from '../../page/Section';
import { mandateTranslationRef } from '../../translation';
import { ClauseCondition, faultyClauses } from './ClauseCondition';
import { EditedMandate } from './EditedMandate';
import { conditionsOf } from './mandateDocument';
import type { Conditions } from './mandateDocument';

/** A mandate's conditions in editors. What is changed here can be proposed as the next version; nothing changes before it is approved. */
export function MandateConditions({
  mandate,
}: {
  readonly mandate: MandateView;
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const inForce = conditionsOf(mandate);
  const [edited, setEdited] = useState<Conditions>();
  const conditions = edited ?? inForce;
  const isChanged = conditions.some(
    (condition, index) => condition !== inForce[index],
  );
  return (
    <Section title={t('mandates.conditions.title')}>
      <Flex direction="column" gap="4">
        <Text as="p" color="secondary">
          {t('mandates.conditions.hint')}
        </Text>
        {mandate.spec.grants.map((grant, index) => (
          <ClauseCondition
            // Clauses have no name; their place is their identity.
            // eslint-disable-next-line react/no-array-index-key
            key={index}
            grant={grant}
            index={index}
            value={conditions[index]}
            onChange={condition =>
              setEdited(
                conditions.map((other, at) =>
                  at === index ? condition : other,
                ),
              )
            }
          />
        ))}
        {isChanged && (
          <>
            <EditedMandate
              mandate={mandate}
              conditions={conditions}
              faultyClauses={faultyClauses(conditions)}
            />
            <Flex>
              <Button variant="secondary" onPress={() => setEdited(undefined)}>
                {t('mandates.conditions.reset')}
              </Button>
            </Flex>
          </>
        )}
      </Flex>
    </Section>
  );
}
