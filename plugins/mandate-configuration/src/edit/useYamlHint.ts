import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { valueText } from '../page/shownValue';
import { configurationTranslationRef } from '../translation';
import { type YamlDescription, yamlDescription } from './yamlDescription';
import type { YamlHint } from './yamlHover';
import type { YamlKnowledge } from './yamlSchema';

/** More choices than anybody reads in passing; completion offers them all. */
const MOST_CHOICES = 12;

/** Puts what is known of the key at an offset into words. */
export function useYamlHint(
  knowledge: YamlKnowledge,
): (text: string, offset: number) => YamlHint | undefined {
  const { t } = useTranslationRef(configurationTranslationRef);
  return (text, offset) => {
    const found = yamlDescription(text, offset, knowledge);
    return found && hintOf(found);
  };

  function hintOf(found: YamlDescription): YamlHint {
    const { from, to, name, title, description, isAllowedHere } = found;
    return {
      from,
      to,
      title: name,
      sentences: [
        ...(title && title !== name ? [title] : []),
        ...(description ? [description] : []),
        ...valueWords(found),
        ...(isAllowedHere ? [] : [t('edit.hint.notHere')]),
      ],
    };
  }

  function valueWords(found: YamlDescription): readonly string[] {
    const { types, allowed, minimum, maximum, byDefault } = found;
    const shown = allowed.slice(0, MOST_CHOICES).join(', ');
    const more = allowed.length - MOST_CHOICES;
    return [
      ...(types.length > 0
        ? [
            t('edit.hint.type', {
              type: types.map(type => t(`edit.hint.types.${type}`)).join(', '),
            }),
          ]
        : []),
      ...(allowed.length > 0
        ? [
            more > 0
              ? t('edit.hint.allowedAndMore', { allowed: shown, count: more })
              : t('edit.hint.allowed', { allowed: shown }),
          ]
        : []),
      ...(minimum === undefined
        ? []
        : [t('edit.hint.minimum', { minimum: String(minimum) })]),
      ...(maximum === undefined
        ? []
        : [t('edit.hint.maximum', { maximum: String(maximum) })]),
      ...(byDefault
        ? [t('edit.hint.byDefault', { value: valueText(byDefault.value) })]
        : []),
    ];
  }
}
