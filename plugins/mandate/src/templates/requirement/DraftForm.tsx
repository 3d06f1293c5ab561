import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Flex,
  Radio,
  RadioGroup,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import type { TemplateDraftRequest } from '@mandate/plugin-mandate-common';
import { type FormEvent, useState } from 'react';
import { mandateTranslationRef } from '../../translation';

type SourceType = TemplateDraftRequest['from']['type'];

/** Asks how the new template is called, whose it is, and what it is drafted from. */
export function DraftForm(props: {
  readonly requirement: string;
  readonly isNearest: boolean;
  readonly isBusy: boolean;
  readonly onDraft: (request: TemplateDraftRequest) => void;
}) {
  const { requirement, isNearest, isBusy, onDraft } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const [owner, setOwner] = useState('group:default/platform');
  const [type, setType] = useState<SourceType>(
    isNearest ? 'nearest' : 'compose',
  );
  const [text, setText] = useState('');
  const isComplete =
    nameOf(title) !== '' &&
    description.trim() !== '' &&
    owner.trim() !== '' &&
    (type === 'nearest' || text.trim() !== '');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDraft({
      name: nameOf(title),
      title: title.trim(),
      description: description.trim(),
      owner: owner.trim(),
      requirement,
      from: type === 'nearest' ? { type } : { type, text },
    });
  };

  const sources: readonly SourceType[] = [
    ...(isNearest ? (['nearest'] as const) : []),
    'compose',
    'manifests',
    'file',
  ];
  return (
    <form onSubmit={submit}>
      <Flex direction="column" gap="3">
        <TextField
          label={t('templates.novel.name')}
          description={
            nameOf(title) === ''
              ? undefined
              : t('templates.novel.called', { name: nameOf(title) })
          }
          value={title}
          onChange={setTitle}
          maxLength={60}
        />
        <TextField
          label={t('templates.novel.description')}
          value={description}
          onChange={setDescription}
          maxLength={500}
        />
        <TextField
          label={t('templates.novel.owner')}
          value={owner}
          onChange={setOwner}
          maxLength={253}
        />
        <RadioGroup
          label={t('templates.novel.from')}
          value={type}
          onChange={chosen => {
            const source = sources.find(one => one === chosen);
            if (source) {
              setType(source);
            }
          }}
        >
          {sources.map(source => (
            <Radio key={source} value={source}>
              {t(`templates.novel.sources.${source}`)}
            </Radio>
          ))}
        </RadioGroup>
        {type !== 'nearest' && (
          <TextAreaField
            label={t(`templates.novel.texts.${type}`)}
            value={text}
            onChange={setText}
            rows={12}
            spellCheck="false"
          />
        )}
        <Flex>
          <Button type="submit" isDisabled={!isComplete} isPending={isBusy}>
            {t('templates.novel.draft')}
          </Button>
        </Flex>
      </Flex>
    </form>
  );
}

/** "Report generator" becomes `report-generator`; nothing when no letter is left. */
function nameOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 52)
    .replace(/-+$/, '');
}
