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
import { ProblemList } from '../page/ProblemList';
import { configurationTranslationRef } from '../translation';
import { ConfigurationForm, type Filled } from './ConfigurationForm';
import { configurationRequest } from './configurationRequest';
import { useCheck } from './useCheck';
import { YamlEditor } from './YamlEditor';

const levels = [...configurationLevelSchema.options].reverse();

/** Edits the file of one level, by a form or as YAML; plan and decision are shown before anything is proposed. */
export function EditDialog(props: {
  readonly configuration: ConfigurationView;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { configuration, name, onClose } = props;
  const { entityRef, environment, schema, values, files, commit } =
    configuration;
  const { t } = useTranslationRef(configurationTranslationRef);
  const [level, setLevel] = useState<ConfigurationLevelName>('instance');
  const [how, setHow] = useState<'form' | 'yaml'>('form');
  const [filled, setFilled] = useState<Filled>(new Map());
  const file = files.find(one => one.level === level);
  const before = file?.text ?? '';
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  const text = texts.get(level) ?? before;
  const target = { entityRef, environment };
  const edit =
    how === 'form'
      ? formEdit(level, filled)
      : textEdit(level, { before, text, commit });
  const problems = useCheck(target, edit);
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={720}>
      <DialogHeader>{t('edit.title', { name, environment })}</DialogHeader>
      <ProposalView
        request={
          edit &&
          configurationRequest(target, { action: 'edit', edits: [edit] })
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
              values={values}
              filled={filled}
              onChange={setFilled}
            />
            <ProblemList problems={problems} />
          </>
        ) : (
          <YamlEditor
            key={level}
            path={file?.path ?? ''}
            value={text}
            onChange={next => setTexts(all => new Map(all).set(level, next))}
            schema={schema}
            problems={problems}
          />
        )}
      </ProposalView>
    </Dialog>
  );
}

function formEdit(
  level: ConfigurationLevelName,
  filled: Filled,
): ConfigurationEditInput | undefined {
  return filled.size === 0
    ? undefined
    : {
        level,
        set: [...filled].map(([path, value]) => ({
          path: path.split('.'),
          value,
        })),
        unset: [],
      };
}

function textEdit(
  level: ConfigurationLevelName,
  file: {
    readonly before: string;
    readonly text: string;
    readonly commit: string | undefined;
  },
): ConfigurationEditInput | undefined {
  const { before, text, commit } = file;
  return text === before
    ? undefined
    : { level, text, ...(commit ? { base: commit } : {}) };
}
