import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import type {
  ConfigurationLevelName,
  ConfigurationReferencesView,
  ConfigurationValueView,
} from '@mandate/plugin-mandate-common';
import { valueText } from '../page/shownValue';
import { configurationTranslationRef } from '../translation';
import { type FieldAtLevel, fieldAtLevel, type Setting } from './fieldAtLevel';
import { FieldControl } from './FieldControl';
import { type FieldEdit, fieldKey, type Filled } from './fieldEdits';
import { type FormField, formGroups } from './formFields';
import { type LevelSchemas, levelsThatMaySet } from './levelAllows';
import { ReadOnlyField } from './ReadOnlyField';

/** A form of the schema for one level. Each field says what holds, which file says so, and what would hold without it. */
export function ConfigurationForm(props: {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly levelSchemas: LevelSchemas;
  readonly values: readonly ConfigurationValueView[];
  readonly level: ConfigurationLevelName;
  readonly known: ConfigurationReferencesView;
  readonly filled: Filled;
  readonly onChange: (filled: Filled) => void;
}) {
  const { schema, levelSchemas, values, level, known, filled, onChange } =
    props;
  const { t } = useTranslationRef(configurationTranslationRef);
  const present = new Map(values.map(value => [value.path, value]));
  const change = (key: string, edit: FieldEdit | undefined) => {
    const next = new Map(filled);
    if (edit) {
      next.set(key, edit);
    } else {
      next.delete(key);
    }
    onChange(next);
  };
  return (
    <Flex direction="column" gap="4">
      {formGroups(schema).map(({ title, fields }) => (
        <Flex
          key={title}
          direction="column"
          gap="3"
          role="group"
          aria-label={title || undefined}
        >
          {title && (
            <Text as="h4" weight="bold">
              {title}
            </Text>
          )}
          {fields.map(field => {
            const key = fieldKey(field.path);
            return (
              <OneField
                key={key}
                field={field}
                standing={fieldAtLevel(field, present, level)}
                level={level}
                allowedAt={levelsThatMaySet(field.path, levelSchemas)}
                known={known}
                edit={filled.get(key)}
                onChange={edit => change(key, edit)}
              />
            );
          })}
        </Flex>
      ))}
      <Text as="p" color="secondary">
        {t('edit.otherValues')}
      </Text>
    </Flex>
  );
}

function OneField(props: {
  readonly field: FormField;
  readonly standing: FieldAtLevel;
  readonly level: ConfigurationLevelName;
  /** The levels that may set it. */
  readonly allowedAt: readonly ConfigurationLevelName[];
  readonly known: ConfigurationReferencesView;
  readonly edit: FieldEdit | undefined;
  readonly onChange: (edit: FieldEdit | undefined) => void;
}) {
  const { field, standing, level, allowedAt, known, edit, onChange } = props;
  const { path } = field;
  const words = useStandingWords();
  const { own, above } = standing;
  const before = (own ?? above)?.value;
  const shown = shownNow();
  const description = [field.description, ...words(standing, edit)]
    .filter(Boolean)
    .join(' ');
  return (
    <Flex direction="column" gap="1">
      {allowedAt.includes(level) ? (
        <FieldControl
          field={field}
          description={description}
          value={shown}
          known={known}
          onChange={value =>
            onChange(
              JSON.stringify(value) === JSON.stringify(before)
                ? undefined
                : { type: 'set', path, value },
            )
          }
        />
      ) : (
        <ReadOnlyField
          field={field}
          description={description}
          value={shown}
          level={level}
          allowedAt={allowedAt}
        />
      )}
      <FieldActions
        field={field}
        standing={standing}
        edit={edit}
        onChange={onChange}
      />
    </Flex>
  );

  function shownNow(): unknown {
    switch (edit?.type) {
      case 'set':
        return edit.value;
      case 'unset':
        return above?.value;
      default:
        return before;
    }
  }
}

/** Takes the level's word away, or forgets what was filled in. */
function FieldActions(props: {
  readonly field: FormField;
  readonly standing: FieldAtLevel;
  readonly edit: FieldEdit | undefined;
  readonly onChange: (edit: FieldEdit | undefined) => void;
}) {
  const { field, standing, edit, onChange } = props;
  const { path, title } = field;
  const { own, above } = standing;
  const { t } = useTranslationRef(configurationTranslationRef);
  if (!edit && !own) {
    return null;
  }
  const words = edit ? t('edit.keep') : unsetWords();
  return (
    <Flex>
      <Button
        size="small"
        variant="tertiary"
        aria-label={`${title}: ${words}`}
        onPress={() => onChange(edit ? undefined : { type: 'unset', path })}
      >
        {words}
      </Button>
    </Flex>
  );

  function unsetWords(): string {
    return above && above.value !== undefined
      ? t('edit.useAbove', placeOf(above))
      : t('edit.takeAway');
  }
}

/** What a field's description says of its levels. */
function useStandingWords() {
  const { t } = useTranslationRef(configurationTranslationRef);
  return (
    { own, above, below }: FieldAtLevel,
    edit: FieldEdit | undefined,
  ): readonly string[] => {
    const wider = above?.value === undefined ? undefined : placeOf(above);
    const winner = below && placeOf(below);
    return [nowWords(), ...(winner ? [t('edit.below', winner)] : [])];

    function nowWords(): string {
      if (edit?.type === 'unset') {
        return wider ? t('edit.backTo', wider) : t('edit.backToNothing');
      }
      if (own) {
        return wider
          ? t('edit.overrides', { ...placeOf(own), above: wider.value })
          : t('edit.inherited', placeOf(own));
      }
      return wider ? t('edit.inherited', wider) : t('edit.unset');
    }
  };
}

function placeOf({ value, origin }: Setting) {
  return {
    value: value === undefined ? '!remove' : valueText(value),
    file: origin.file,
  };
}
