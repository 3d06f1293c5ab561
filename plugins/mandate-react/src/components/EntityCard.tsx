import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { type ReactNode, useId } from 'react';

/**
 * A card of the entity page with a title and, beside it, what one can do.
 *
 * @public
 */
export function EntityCard(props: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const { title, actions, children } = props;
  const titleId = useId();
  return (
    <Card role="region" aria-labelledby={titleId}>
      <CardHeader>
        <Flex justify="between" align="center" gap="2">
          <Text as="h3" variant="title-x-small" weight="bold" id={titleId}>
            {title}
          </Text>
          {actions}
        </Flex>
      </CardHeader>
      <CardBody>{children}</CardBody>
    </Card>
  );
}
