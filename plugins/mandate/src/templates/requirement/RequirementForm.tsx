import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Select, TextField } from '@backstage/ui';
import {
  loadedValue,
  mandateApiRef,
  useLoad,
} from '@mandate/plugin-mandate-react';
import { type FormEvent, useState } from 'react';
import { mandateTranslationRef } from '../../translation';

/** What is asked for. */
export interface Requirement {
  readonly words: string;
  readonly environment?: string;
}

/** The select's entry for "as the words say". */
const AS_SAID = 'as-said';

/** Asks what is needed, and where. */
export function RequirementForm(props: {
  readonly asked: Requirement;
  readonly onAsk: (requirement: Requirement) => void;
}) {
  const { asked, onAsk } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const environments = useLoad('', signal => api.listEnvironments({ signal }));
  const [words, setWords] = useState(asked.words);
  const [environment, setEnvironment] = useState(asked.environment ?? AS_SAID);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk({
      words: words.trim(),
      ...(environment !== AS_SAID && { environment }),
    });
  };
  return (
    <form onSubmit={submit}>
      <Flex direction="column" gap="3">
        <TextField
          label={t('templates.requirement.words')}
          description={t('templates.requirement.example')}
          value={words}
          onChange={setWords}
          maxLength={2_000}
        />
        <Select
          label={t('templates.requirement.environment')}
          value={environment}
          onChange={key => setEnvironment(String(key))}
          options={[
            { value: AS_SAID, label: t('templates.requirement.asSaid') },
            ...(loadedValue(environments) ?? []).map(({ name, title }) => ({
              value: name,
              label: title,
            })),
          ]}
        />
        <Flex>
          <Button type="submit" isDisabled={words.trim() === ''}>
            {t('templates.requirement.find')}
          </Button>
        </Flex>
      </Flex>
    </form>
  );
}
