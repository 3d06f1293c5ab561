import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { ConfigurationProblemView } from '@mandate/plugin-mandate-common';
import { useId, useMemo } from 'react';
import { configurationTranslationRef } from '../translation';
import { useYamlView } from './useYamlView';
import type { YamlKnowledge } from './yamlSchema';
import styles from './YamlEditor.module.css';

/**
 * An editor for a file: marks and lists what is wrong, completes what the schema and the file's level allow at each place,
 * and tells what a key means.
 */
export function YamlEditor(props: {
  readonly path: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly knowledge: YamlKnowledge;
  readonly problems: readonly ConfigurationProblemView[];
}) {
  const { path, value, onChange, knowledge, problems } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  const problemsId = useId();
  const keysId = useId();
  const own = useMemo(
    () =>
      problems.filter(
        ({ origin }) => origin === undefined || origin.file === path,
      ),
    [problems, path],
  );
  const parent = useYamlView({
    value,
    onChange,
    knowledge,
    problems: own,
    label: t('edit.editor', { path }),
    describedBy: `${keysId} ${problemsId}`,
  });
  return (
    <div className={styles.editor}>
      <div ref={parent} />
      <Text as="p" id={keysId} variant="body-small" color="secondary">
        {t('edit.editorKeys')}
      </Text>
      <div id={problemsId} role="status">
        {problems.length > 0 && (
          <ul className={styles.problems}>
            {problems.map(({ message, path: at, origin }) => (
              <li key={`${at} ${origin?.line} ${message}`}>
                {origin
                  ? t('edit.lineOf', {
                      line:
                        origin.file === path
                          ? String(origin.line)
                          : `${origin.file}:${origin.line}`,
                      message,
                    })
                  : `${at ? `${at}: ` : ''}${message}`}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
