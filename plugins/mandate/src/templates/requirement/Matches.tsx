import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex, Link, Text } from '@backstage/ui';
import type { TemplateMatch } from '@mandate/plugin-mandate-common';
import {
  EmptyState,
  Status,
  templateRouteRef,
} from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../../translation';
import { createFromTemplateRouteRef } from '../createFromTemplateRouteRef';
import type { Requirement } from './RequirementForm';

const TONES = {
  standard: 'positive',
  'modified-within': 'neutral',
  'modified-beyond': 'warning',
} as const;

const MOST = 5;
/** Of the best one's fit; what fits less than this shares a word with the need by chance. */
const LEAST = 0.5;

/** Templates that fit, the best first: how well, why, and what using each would mean. Those far behind are folded. */
export function Matches(props: {
  readonly matches: readonly TemplateMatch[];
  readonly asked: Requirement;
}) {
  const { matches, asked } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const shown = matches.slice(0, MOST);
  const near = shown.filter(({ fit }) => fit >= shown[0].fit * LEAST);
  const far = shown.slice(near.length);
  return matches.length === 0 ? (
    <EmptyState title={t('templates.requirement.none')}>
      {t('templates.requirement.noneHint')}
    </EmptyState>
  ) : (
    <Flex direction="column" gap="4">
      {near.map(match => (
        <Match key={match.name} match={match} asked={asked} />
      ))}
      {far.length > 0 && (
        <details>
          <summary>
            {t('templates.requirement.fitLess', { count: far.length })}
          </summary>
          <Flex direction="column" gap="4" mt="4">
            {far.map(match => (
              <Match key={match.name} match={match} asked={asked} />
            ))}
          </Flex>
        </details>
      )}
    </Flex>
  );
}

function Match(props: {
  readonly match: TemplateMatch;
  readonly asked: Requirement;
}) {
  const { match, asked } = props;
  const { name, title, fit, branch, reasons } = match;
  const { t } = useTranslationRef(mandateTranslationRef);
  const createRoute = useRouteRef(createFromTemplateRouteRef);
  const templateRoute = useRouteRef(templateRouteRef);
  const heading = templateRoute ? (
    <Link href={templateRoute({ name })}>{title}</Link>
  ) : (
    title
  );
  return (
    <article aria-label={title}>
      <Flex direction="column" gap="2">
        <Text as="h4" variant="body-large" weight="bold">
          {heading}{' '}
          {t('templates.requirement.fit', {
            percent: String(Math.round(fit * 100)),
          })}
        </Text>
        <Status tone={TONES[branch]}>
          {t(`templates.requirement.branch.${branch}`)}
        </Status>
        <ul>
          {reasons.map(reason => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        {createRoute && (
          <Flex>
            <ButtonLink
              variant="secondary"
              href={`${createRoute({
                namespace: 'default',
                templateName: name,
              })}?formData=${encodeURIComponent(
                JSON.stringify(formOf(match, asked)),
              )}`}
            >
              {t('templates.requirement.use', { title })}
            </ButtonLink>
          </Flex>
        )}
      </Flex>
    </article>
  );
}

/** What the form is filled in with: the wanted values, where it runs, and the need as the reason for whoever approves. */
function formOf(match: TemplateMatch, asked: Requirement): object {
  return {
    ...match.values,
    ...(match.environment && { environment: match.environment }),
    reason: asked.words,
  };
}
