import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type {
  TemplateUpgradeView,
  TemplateView,
} from '@mandate/plugin-mandate-common';
import {
  LoadView,
  Status,
  templatesApiRef,
  useLoad,
} from '@mandate/plugin-mandate-react';
import { MayPropose } from '../../page/MayPropose';
import { Section } from '../../page/Section';
import { mandateTranslationRef } from '../../translation';
import { shortDigest } from '../shortDigest';
import { ProposeUpgrade } from './ProposeUpgrade';
import { UpgradedInstance } from './UpgradedInstance';

const TONES = {
  breaking: 'danger',
  notable: 'warning',
  compatible: 'positive',
} as const;

/** What the current version would do to every instance that has another one, and the waves in which it gets there. */
export function UpgradeSection({
  template,
}: {
  readonly template: TemplateView;
}) {
  const { name, current } = template;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(templatesApiRef);
  const upgrade = useLoad(`${name} ${current}`, signal =>
    api.previewTemplateUpgrade({ name, to: current }, { signal }),
  );
  return (
    <Section
      title={t('templates.upgrading.title', { version: shortDigest(current) })}
    >
      <LoadView load={upgrade} lines={9}>
        {view => (
          <Flex direction="column" gap="4">
            <Compatibility upgrade={view} />
            <Waves upgrade={view} />
            <MayPropose>
              <ProposeUpgrade upgrade={view} />
            </MayPropose>
          </Flex>
        )}
      </LoadView>
    </Section>
  );
}

function Compatibility({ upgrade }: { readonly upgrade: TemplateUpgradeView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { differences } = upgrade;
  return (
    <section aria-label={t('templates.upgrading.compatibility')}>
      <Text as="h4" variant="body-large" weight="bold">
        {t('templates.upgrading.compatibility')}
      </Text>
      {differences.length === 0 ? (
        <Text as="p">{t('templates.upgrading.sameParameters')}</Text>
      ) : (
        <ul>
          {differences.map(({ from, effect, words }) => (
            <li key={`${from} ${words}`}>
              <Status tone={TONES[effect]}>
                {t(`templates.upgrading.effects.${effect}`)}
              </Status>{' '}
              {words} ({shortDigest(from)})
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Environments in their order; what each instance gets is shown before anything is proposed. */
function Waves({ upgrade }: { readonly upgrade: TemplateUpgradeView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <>
      {upgrade.waves.map(({ environment }, index) => (
        <section
          key={environment}
          aria-label={t('templates.upgrading.wave', {
            number: String(index + 1),
            environment,
          })}
        >
          <Text as="h4" variant="body-large" weight="bold">
            {t('templates.upgrading.wave', {
              number: String(index + 1),
              environment,
            })}
          </Text>
          <Flex direction="column" gap="3">
            {upgrade.instances
              .filter(instance => instance.environment === environment)
              .map(instance => (
                <UpgradedInstance
                  key={instance.entityRef}
                  instance={instance}
                />
              ))}
          </Flex>
        </section>
      ))}
    </>
  );
}
