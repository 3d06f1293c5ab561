import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PlannedObject } from '@mandate/plugin-mandate-common';
import { Fragment, useMemo } from 'react';
import { ScrollRegion } from '../components/ScrollRegion';
import { mandateReactTranslationRef } from '../translation';
import { diffObject, type DiffLine } from './describeObjects';
import styles from './ObjectDiff.module.css';

/**
 * What a plan changes, object by object, as YAML lines marked by sign and tone. Objects that stay are only counted.
 *
 * @public
 */
export function ObjectDiff(props: {
  readonly objects: readonly PlannedObject[];
}) {
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const changed = props.objects.filter(object => object.action !== 'none');
  const unchanged = props.objects.length - changed.length;
  return (
    <section className={styles.objects} aria-label={t('diff.list')}>
      {changed.map(object => (
        <OneObject key={objectName(object)} object={object} />
      ))}
      {changed.length === 0 && (
        <p className={styles.note}>{t('diff.nothing')}</p>
      )}
      {unchanged > 0 && (
        <p className={styles.note}>
          {t('diff.unchanged', { count: unchanged })}
        </p>
      )}
    </section>
  );
}

function OneObject({ object }: { readonly object: PlannedObject }) {
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const hunks = useMemo(() => diffObject(object), [object]);
  const name = objectName(object);
  const action = object.action === 'none' ? 'update' : object.action;
  const title = `${name}, ${t(`diff.${action}`)}`;
  return (
    <article className={styles.object} aria-label={title}>
      <h4 className={styles.name}>{title}</h4>
      {hunks.length === 0 ? (
        <p className={styles.note}>{t('diff.invisible')}</p>
      ) : (
        <ScrollRegion label={name} className={styles.lines}>
          {hunks.map((hunk, index) => (
            // Hunks have no name of their own and never move on their own.
            // eslint-disable-next-line react/no-array-index-key
            <Fragment key={index}>
              {index > 0 && (
                <span className={styles.gap}>⋯ {t('diff.skipped')}</span>
              )}
              {hunk.lines.map((line, number) => (
                // Equal lines differ in nothing but their place.
                // eslint-disable-next-line react/no-array-index-key
                <Line key={number} line={line} />
              ))}
            </Fragment>
          ))}
        </ScrollRegion>
      )}
    </article>
  );
}

/** `ins` and `del` tell screen readers what the sign and the tone tell the eye. */
function Line({ line }: { readonly line: DiffLine }) {
  switch (line.kind) {
    case 'added':
      return (
        <ins className={`${styles.line} ${styles.added}`}>+ {line.text}</ins>
      );
    case 'removed':
      return (
        <del className={`${styles.line} ${styles.removed}`}>- {line.text}</del>
      );
    default:
      return <span className={styles.line}> {` ${line.text}`}</span>;
  }
}

function objectName({ kind, namespace, name }: PlannedObject): string {
  return namespace ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}
