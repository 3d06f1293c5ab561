import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { MandateView } from '@mandate/plugin-mandate-common';
import { CelEditor, conditionIssues } from '@mandate/plugin-mandate-react';
import { mandateEnvironment } from '@mandate/policy';
import { mandateTranslationRef } from '../../translation';
import { useMandateWords } from '../useMandateWords';
import type { Conditions } from './mandateDocument';

/** One clause in words, and its condition in an editor. */
export function ClauseCondition(props: {
  readonly grant: MandateView['spec']['grants'][number];
  readonly index: number;
  readonly value: string;
  readonly onChange: (condition: string) => void;
}) {
  const { grant, index, value, onChange } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const words = useMandateWords();
  const clause = words.grant(grant);
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
export function faultyClauses(conditions: Conditions): readonly number[] {
  return conditions.flatMap((condition, index) =>
    conditionIssues(condition, mandateEnvironment.cel).some(
      ({ severity }) => severity === 'error',
    )
      ? [index + 1]
      : [],
  );
}
