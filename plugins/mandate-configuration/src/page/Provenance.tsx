import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Tooltip, TooltipTrigger } from '@backstage/ui';
import type {
  ConfigurationOrigin,
  ConfigurationValueView,
} from '@mandate/plugin-mandate-common';
import { configurationTranslationRef } from '../translation';
import { valueText } from './shownValue';

const SHORT = 12;

/** Which level set a value; on hover and focus also where, who and what it overrode. */
export function Provenance({
  value,
}: {
  readonly value: ConfigurationValueView;
}) {
  const { t } = useTranslationRef(configurationTranslationRef);
  const { origin, overrode } = value;
  if (!origin) {
    return null;
  }
  const words = [
    placeWords(origin),
    ...overrode.map(one =>
      t('values.overrode', {
        value: valueText(one.value),
        file: one.origin.file,
        line: String(one.origin.line),
      }),
    ),
  ];
  return (
    <TooltipTrigger delay={200}>
      <Button
        size="small"
        variant="tertiary"
        aria-label={`${t(`values.level.${origin.level}`)}: ${words.join('; ')}`}
      >
        {t(`values.level.${origin.level}`)}
      </Button>
      <Tooltip>
        {words.map(line => (
          <div key={line}>{line}</div>
        ))}
      </Tooltip>
    </TooltipTrigger>
  );

  function placeWords({ file, line, author, commit }: ConfigurationOrigin) {
    return t('values.place', {
      file,
      line: String(line),
      author,
      commit: commit.slice(0, SHORT) || t('values.notCommitted'),
    });
  }
}
