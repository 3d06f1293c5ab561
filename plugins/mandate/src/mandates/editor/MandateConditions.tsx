import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import type { MandateView } from '@mandate/plugin-mandate-common';
import { CelEditor, conditionIssues } from '@mandate/plugin-mandate-react';
import { mandateEnvironment } from '@mandate/policy';
import { useState } from 'react';
import { Section } from '../../page/Section';
import { mandateTranslationRef } from '../../translation';
import { useMandateWords } from '../useMandateWords';
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
        {mandate.spec.grants.map((_, index) => (
          <ClauseCondition
            // Clauses have no name; their place is their identity.
            // eslint-disable-next-line react/no-array-index-key
            key={index}
            mandate={mandate}
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

function ClauseCondition(props: {
  readonly mandate: MandateView;
  readonly index: number;
  readonly value: string;
  readonly onChange: (condition: string) => void;
}) {
  const { mandate, index, value, onChange } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const words = useMandateWords();
  const clause = words.grant(mandate.spec.grants[index]);
  return (
    <div>
      <Text as="p" weight="bold">
        {t('mandates.conditions.clause', { number: String(index + 1), clause })}
      </Text>
      <CelEditor
        label={t('mandates.conditions.label', {
          number: String(index + 1),
          clause,
        })}
        value={value}
        onChange={onChange}
        environment={mandateEnvironment.cel}
      />
    </div>
  );
}

/** The clauses, counted from 1, whose condition has an error. */
function faultyClauses(conditions: Conditions): readonly number[] {
  return conditions.flatMap((condition, index) =>
    conditionIssues(condition, mandateEnvironment.cel).some(
      ({ severity }) => severity === 'error',
    )
      ? [index + 1]
      : [],
  );
}
