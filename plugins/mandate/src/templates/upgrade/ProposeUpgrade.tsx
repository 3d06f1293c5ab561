import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Link, Text } from '@backstage/ui';
import type { TemplateUpgradeView } from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  changeSetRouteRef,
  ErrorState,
} from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../../translation';
import { type ProposedPart, useUpgradeProposal } from './useUpgradeProposal';

/** Proposes the upgrade of all instances that it can be given to, as change sets with a stop rule. */
export function ProposeUpgrade({
  upgrade,
}: {
  readonly upgrade: TemplateUpgradeView;
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { proposed, failed, missing, isBusy, propose } =
    useUpgradeProposal(upgrade);
  const isBegun = proposed.length > 0;
  return (
    <Flex direction="column" gap="2">
      {!isBegun && (
        <Text as="p" color="secondary">
          {t('templates.upgrading.rules')}
        </Text>
      )}
      {isBegun && <Proposed parts={proposed} />}
      {failed.map(({ name, error }) => (
        <ErrorState
          key={name}
          error={error}
          title={t('templates.upgrading.notProposed', { part: name })}
        />
      ))}
      {(missing > 0 || !isBegun) && (
        <Flex>
          <Button
            isPending={isBusy}
            isDisabled={missing === 0}
            onPress={propose}
          >
            {isBegun
              ? t('templates.upgrading.proposeRest')
              : t('templates.upgrading.propose')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
}

function Proposed({ parts }: { readonly parts: readonly ProposedPart[] }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const setRoute = useRouteRef(changeSetRouteRef);
  return (
    <Flex direction="column" gap="2" role="status">
      <Text as="p">{t('templates.upgrading.proposed')}</Text>
      {parts.map(({ type, id, title }) => {
        if (type === 'change') {
          return (
            <ChangeLink key={id} id={id}>
              {title}
            </ChangeLink>
          );
        }
        return setRoute ? (
          <Link key={id} href={setRoute({ id })}>
            {title}
          </Link>
        ) : (
          <Text as="p" key={id}>
            {title}
          </Text>
        );
      })}
    </Flex>
  );
}
