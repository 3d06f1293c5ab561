import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, VisuallyHidden } from '@backstage/ui';
import type { StoryItem } from '@mandate/plugin-mandate-common';
import {
  RiAlertLine,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiRecordCircleLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { ChangeLink } from '../components/ChangeLink';
import { Data } from '../components/Data';
import { RelativeTime } from '../components/RelativeTime';
import { entityName } from '../entityName';
import { ledgerRouteRef } from '../routes';
import { mandateReactTranslationRef } from '../translation';
import { foldSteps, type StoryLine } from './foldSteps';
import styles from './Story.module.css';

const icons: Readonly<Record<StoryItem['tone'], ReactElement>> = {
  neutral: <RiRecordCircleLine aria-hidden />,
  positive: <RiCheckboxCircleLine aria-hidden />,
  warning: <RiAlertLine aria-hidden />,
  danger: <RiCloseCircleLine aria-hidden />,
};

/**
 * What happened, line by line, each with its evidence and the ledger entry that proves it. Steps that went well one
 * after the other are one line that opens.
 *
 * @public
 */
export function Story(props: {
  readonly label: string;
  readonly items: readonly StoryItem[];
  /** Whether lines link to their change: on an entity's page, not on the change's own. */
  readonly linkChanges?: boolean;
}) {
  const { label, items, linkChanges } = props;
  return (
    <ol className={styles.story} aria-label={label}>
      {foldSteps(items).map(line =>
        line.type === 'item' ? (
          <Line key={line.item.id} item={line.item} linkChange={linkChanges} />
        ) : (
          <Steps key={line.id} line={line} linkChange={linkChanges} />
        ),
      )}
    </ol>
  );
}

function Steps(props: {
  readonly line: Extract<StoryLine, { type: 'steps' }>;
  readonly linkChange?: boolean;
}) {
  const { line, linkChange } = props;
  const { t } = useTranslationRef(mandateReactTranslationRef);
  return (
    <li className={`${styles.item} ${styles.neutral}`}>
      <span className={styles.icon}>{icons.neutral}</span>
      <details className={styles.evidence}>
        <summary>
          <span className={styles.words}>
            {t('story.steps', { count: line.done })}
          </span>{' '}
          <RelativeTime at={line.at} />{' '}
          {t('story.stepEntries', { count: line.items.length })}
        </summary>
        <ol className={`${styles.story} ${styles.steps}`}>
          {line.items.map(item => (
            <Line key={item.id} item={item} linkChange={linkChange} />
          ))}
        </ol>
      </details>
    </li>
  );
}

function Line(props: {
  readonly item: StoryItem;
  readonly linkChange?: boolean;
}) {
  const { item, linkChange } = props;
  const { t } = useTranslationRef(mandateReactTranslationRef);
  return (
    <li className={`${styles.item} ${styles[item.tone]}`}>
      <span className={styles.icon}>{icons[item.tone]}</span>
      <div>
        <div className={styles.words}>
          {item.tone !== 'neutral' && (
            <VisuallyHidden>{t(`story.${item.tone}`)}: </VisuallyHidden>
          )}
          {item.words}
        </div>
        <p className={styles.meta}>
          <RelativeTime at={item.at} />
          {item.actor && (
            <span title={item.actor}>
              {t('story.by', { actor: entityName(item.actor) })}
            </span>
          )}
          {linkChange && item.changeId && (
            <ChangeLink id={item.changeId}>{t('story.openChange')}</ChangeLink>
          )}
          {item.ledgerIndex !== undefined && (
            <LedgerLink index={item.ledgerIndex} />
          )}
        </p>
        {item.evidence && Object.keys(item.evidence).length > 0 && (
          <details className={styles.evidence}>
            <summary>{t('story.evidence')}</summary>
            <Data label={t('story.evidence')} value={item.evidence} />
          </details>
        )}
      </div>
    </li>
  );
}

function LedgerLink({ index }: { readonly index: number }) {
  const ledgerRoute = useRouteRef(ledgerRouteRef);
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const text = t('story.ledger', { index: String(index) });
  return ledgerRoute ? (
    <Link href={`${ledgerRoute()}?entry=${index}`}>{text}</Link>
  ) : (
    <span>{text}</span>
  );
}
