import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ConfigurationProblemView } from '@mandate/plugin-mandate-common';
import { useId } from 'react';
import { configurationTranslationRef } from '../translation';
import { useYamlView } from './useYamlView';
import styles from './YamlEditor.module.css';

/** An editor for a file: marks and lists what is wrong, and completes keys and values of the schema. */
export function YamlEditor(props: {
  readonly path: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly problems: readonly ConfigurationProblemView[];
}) {
  const { path, value, onChange, schema, problems } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  const problemsId = useId();
  const own = problems.filter(
    ({ origin }) => origin === undefined || origin.file === path,
  );
  const parent = useYamlView({
    value,
    onChange,
    schema,
    problems: own,
    label: t('edit.editor', { path }),
    describedBy: problemsId,
  });
  return (
    <div className={styles.editor}>
      <div ref={parent} />
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
