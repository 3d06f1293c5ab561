import { Text } from '@backstage/ui';
import { type ReactNode, useId } from 'react';
import styles from './Section.module.css';

/** A titled part of a page. */
export function Section(props: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  const { title, children } = props;
  const titleId = useId();
  return (
    <section className={styles.section} aria-labelledby={titleId}>
      <Text
        as="h3"
        variant="title-x-small"
        weight="bold"
        id={titleId}
        className={styles.title}
      >
        {title}
      </Text>
      {children}
    </section>
  );
}
