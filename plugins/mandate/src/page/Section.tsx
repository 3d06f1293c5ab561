import { Box, Text } from '@backstage/ui';
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
    // The box tells BUI its background, so that buttons on it are seen.
    <Box
      as="section"
      bg="neutral"
      className={styles.section}
      aria-labelledby={titleId}
    >
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
    </Box>
  );
}
