import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { diagnose, formatSource, positionAt, types } from '@mandate/policy';
import type { CelEnvironment, ExpressionIssue } from '@mandate/policy';
import { useId, useMemo } from 'react';
import { mandateReactTranslationRef } from '../translation';
import styles from './CelEditor.module.css';
import { useCelView } from './useCelView';

/**
 * An editor for a CEL condition: marks and lists what is wrong while it is written, completes names, fields and values, tells
 * types under the pointer, and formats. An empty text is fine: whoever uses it decides what that means.
 *
 * @public
 */
export function CelEditor(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly environment: CelEnvironment;
  readonly isReadOnly?: boolean;
}) {
  const { label, value, onChange, environment, isReadOnly = false } = props;
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const issuesId = useId();
  const issues = useMemo(
    () => conditionIssues(value, environment),
    [value, environment],
  );
  const parent = useCelView({
    value,
    onChange,
    environment,
    issues,
    label,
    describedBy: issuesId,
    isReadOnly,
  });
  const formatted = useMemo(
    () => formatSource(value, environment),
    [value, environment],
  );
  return (
    <div className={styles.editor}>
      <div ref={parent} />
      <div id={issuesId} role="status">
        <Issues source={value} issues={issues} />
      </div>
      {!isReadOnly && (
        <Flex>
          <Button
            variant="secondary"
            size="small"
            isDisabled={formatted === undefined || formatted === value}
            onPress={() => formatted !== undefined && onChange(formatted)}
          >
            {t('expression.format')}
          </Button>
        </Flex>
      )}
    </div>
  );
}

/**
 * What is wrong with a condition; nothing when it is empty.
 *
 * @public
 */
export function conditionIssues(
  source: string,
  environment: CelEnvironment,
): readonly ExpressionIssue[] {
  return source.trim() === ''
    ? []
    : diagnose(source, environment, { expected: types.bool });
}

function Issues(props: {
  readonly source: string;
  readonly issues: readonly ExpressionIssue[];
}) {
  const { source, issues } = props;
  const { t } = useTranslationRef(mandateReactTranslationRef);
  return issues.length === 0 ? null : (
    <ul className={styles.issues}>
      {issues.map(({ message, start, severity }) => (
        <li key={`${start} ${message}`} className={styles[severity]}>
          {t(`expression.${severity}`, {
            ...placeOf(source, start),
            message,
          })}
        </li>
      ))}
    </ul>
  );
}

function placeOf(source: string, start: number) {
  const { line, column } = positionAt(source, start);
  return { line: String(line), column: String(column) };
}
