import { Container, Flex } from '@backstage/ui';
import type { ReactNode, RefObject } from 'react';
import { StopBanner } from '../stopping/StopBanner';
import styles from './Page.module.css';

/** The frame of our pages below the portal's header: one column with the portal's margins, and what is stopped above it. */
export function Page({ children }: { readonly children: ReactNode }) {
  return (
    <Container>
      <Flex direction="column" gap="4" py="4">
        <StopBanner />
        {children}
      </Flex>
    </Container>
  );
}

/** The part of a page in which the keys of a list work. */
export function KeyArea(props: {
  readonly area: RefObject<HTMLDivElement>;
  readonly children: ReactNode;
}) {
  return (
    <div ref={props.area} className={styles.area}>
      {props.children}
    </div>
  );
}
