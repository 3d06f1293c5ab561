import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Dialog,
  DialogHeader,
  Flex,
  Select,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  type ConfigurationEditInput,
  type ConfigurationLevelName,
  configurationLevelSchema,
  type ConfigurationView,
} from '@mandate/plugin-mandate-common';
import { ProposalView } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { useReferences } from '../load/queries';
import { ProblemList } from '../page/ProblemList';
import { configurationTranslationRef } from '../translation';
import { ConfigurationForm } from './ConfigurationForm';
import { configurationRequest } from './configurationRequest';
import { type Filled, formEdit } from './fieldEdits';
import { useCheck } from './useCheck';
import { YamlEditor } from './YamlEditor';

const levels = [...configurationLevelSchema.options].reverse();
const nothing: Filled = new Map();

/** Edits the files of the levels, by a form or as YAML; plan and decision are shown before anything is proposed. */
export function EditDialog(props: {
  readonly configuration: ConfigurationView;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { name, onClose } = props;
  // What is edited stays the version that the dialog was opened with: what others write meanwhile is a conflict to be told.
  const [configuration] = useState(props.configuration);
  const { entityRef, environment, schema, levelSchemas, values } =
    configuration;
  const { t } = useTranslationRef(configurationTranslationRef);
  const [level, setLevel] = useState<ConfigurationLevelName>('instance');
  const [how, setHow] = useState<'form' | 'yaml'>('form');
  const [filled, setFilled] = useState<
    ReadonlyMap<ConfigurationLevelName, Filled>
  >(new Map());
  const [texts, setTexts] = useState<Texts>(new Map());
  const target = { entityRef, environment };
  const known = useReferences(target);
  const file = configuration.files.find(one => one.level === level);
  const edits = levels.flatMap(one => {
    const edit =
      how === 'form'
        ? formEdit(one, filled.get(one) ?? nothing)
        : textEdit(one, configuration, texts);
    return edit ?? [];
  });
  const { problems, notices } = useCheck(target, edits);
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={720}>
      <DialogHeader>{t('edit.title', { name, environment })}</DialogHeader>
      <ProposalView
        request={
          edits.length === 0
            ? undefined
            : configurationRequest(target, { action: 'edit', edits })
        }
        nowLabel={t('propose.now')}
        reasonHint={t('edit.reasonHint')}
        onClose={onClose}
      >
        <Flex gap="4" align="end">
          <Select
            label={t('edit.level')}
            value={level}
            onChange={key =>
              setLevel(configurationLevelSchema.parse(String(key)))
            }
            options={levels.map(one => ({
              value: one,
              label: t(`values.level.${one}`),
            }))}
          />
          <ToggleButtonGroup
            aria-label={t('edit.how')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[how]}
            onSelectionChange={keys =>
              setHow([...keys][0] === 'yaml' ? 'yaml' : 'form')
            }
          >
            <ToggleButton id="form">{t('edit.form')}</ToggleButton>
            <ToggleButton id="yaml">{t('edit.yaml')}</ToggleButton>
          </ToggleButtonGroup>
        </Flex>
        {how === 'form' ? (
          <>
            <ConfigurationForm
              schema={schema}
              levelSchemas={levelSchemas}
              values={values}
              level={level}
              known={known}
              filled={filled.get(level) ?? nothing}
              onChange={next => setFilled(all => new Map(all).set(level, next))}
            />
            <ProblemList problems={problems} />
          </>
        ) : (
          <YamlEditor
            key={level}
            path={file?.path ?? ''}
            value={texts.get(level) ?? file?.text ?? ''}
            onChange={next => setTexts(all => new Map(all).set(level, next))}
            knowledge={{ schema, levelSchema: levelSchemas[level], known }}
            problems={problems}
          />
        )}
        <ProblemList problems={notices} areNotices />
      </ProposalView>
    </Dialog>
  );
}

type Texts = ReadonlyMap<ConfigurationLevelName, string>;

function textEdit(
  level: ConfigurationLevelName,
  { files, commit }: ConfigurationView,
  texts: Texts,
): ConfigurationEditInput | undefined {
  const before = files.find(one => one.level === level)?.text ?? '';
  const text = texts.get(level) ?? before;
  return text === before
    ? undefined
    : { level, text, ...(commit ? { base: commit } : {}) };
}
