import { Container, Flex } from '@backstage/ui';
import type { ReactNode } from 'react';

/** The frame of our pages below the portal's header: one column with the portal's margins. */
export function Page({ children }: { readonly children: ReactNode }) {
  return (
    <Container>
      <Flex direction="column" gap="4" py="4">
        {children}
      </Flex>
    </Container>
  );
}
