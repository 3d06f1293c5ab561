import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { ConfigurationProblemView } from '@mandate/plugin-mandate-common';
import { Status } from '@mandate/plugin-mandate-react';
import { configurationTranslationRef } from '../translation';

/** What is wrong, each with its place; nothing when nothing is. Notices are what people will be asked about. */
export function ProblemList(props: {
  readonly problems: readonly ConfigurationProblemView[];
  readonly areNotices?: boolean;
}) {
  const { problems, areNotices = false } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  return problems.length === 0 ? null : (
    <Flex direction="column" gap="1" role="status">
      <Status tone={areNotices ? 'warning' : 'danger'}>
        {t(areNotices ? 'notices' : 'problems', { count: problems.length })}
      </Status>
      <ul>
        {problems.map(({ message, path, origin }) => (
          <li key={`${path} ${origin?.file} ${message}`}>
            <Text as="p">
              {[
                origin?.file ? `${origin.file}:${origin.line}` : undefined,
                path || undefined,
              ]
                .filter(Boolean)
                .join(' ')}{' '}
              {message}
            </Text>
          </li>
        ))}
      </ul>
    </Flex>
  );
}
