import { Flex, Text } from '@backstage/ui';
import type { ReactNode } from 'react';

/**
 * What a list shows when it has nothing: what would fill it, and how.
 *
 * @public
 */
export function EmptyState(props: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  const { title, children, action } = props;
  return (
    <Flex direction="column" gap="2" align="start" py="4">
      <Text as="p" weight="bold">
        {title}
      </Text>
      {children && (
        <Text as="p" color="secondary">
          {children}
        </Text>
      )}
      {action}
    </Flex>
  );
}
