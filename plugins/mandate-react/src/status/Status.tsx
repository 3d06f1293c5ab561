import type { ReactElement, ReactNode } from 'react';
import {
  RiAlertLine,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiInformationLine,
} from '@remixicon/react';
import styles from './Status.module.css';

/**
 * How something stands, in the theme's tones.
 *
 * @public
 */
export type Tone = 'neutral' | 'positive' | 'warning' | 'danger';

const toneIcons: Readonly<Record<Tone, ReactElement>> = {
  neutral: <RiInformationLine aria-hidden />,
  positive: <RiCheckboxCircleLine aria-hidden />,
  warning: <RiAlertLine aria-hidden />,
  danger: <RiCloseCircleLine aria-hidden />,
};

/**
 * A status as icon, word and tone; the word alone says it all, so colour is never needed to read it.
 *
 * @public
 */
export function Status(props: {
  readonly tone: Tone;
  readonly icon?: ReactElement;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  const { tone, icon, title, children } = props;
  return (
    <span className={`${styles.status} ${styles[tone]}`} title={title}>
      {icon ?? toneIcons[tone]}
      <span>{children}</span>
    </span>
  );
}
