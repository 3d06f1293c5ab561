import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Menu, MenuItem, MenuTrigger, Text } from '@backstage/ui';
import { ErrorState, templatesApiRef } from '@mandate/plugin-mandate-react';
import { RiArrowDownSLine } from '@remixicon/react';
import { useState } from 'react';
import { saveAsFile } from '../../page/saveAsFile';
import { mandateTranslationRef } from '../../translation';
import { shortDigest } from '../shortDigest';

type File = 'template' | 'kro';

type SaveState =
  | { readonly status: 'idle' | 'loading' | 'no-kro' | 'saved-kro' }
  | { readonly status: 'failed'; readonly error: unknown };

/** The files of a version to take along: as it was approved, and what installs it where kro runs. */
export function VersionFiles(props: {
  readonly name: string;
  readonly digest: string;
  readonly offersKro: boolean;
}) {
  const { name, digest, offersKro } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(templatesApiRef);
  const [state, setState] = useState<SaveState>({ status: 'idle' });
  const save = async (file: File) => {
    setState({ status: 'loading' });
    try {
      const { text, kro } = await api.getTemplateVersion({ name, digest });
      const contents = file === 'kro' ? kro : text;
      if (contents === undefined) {
        setState({ status: 'no-kro' });
        return;
      }
      const stem = `${name}-${shortDigest(digest)}`;
      saveAsFile(
        file === 'kro' ? `${stem}-kro.yaml` : `${stem}.yaml`,
        contents,
        'text/yaml',
      );
      setState({ status: file === 'kro' ? 'saved-kro' : 'idle' });
    } catch (error) {
      setState({ status: 'failed', error });
    }
  };
  return (
    <Flex direction="column" gap="1">
      {state.status === 'failed' && <ErrorState error={state.error} />}
      <Flex>
        <MenuTrigger>
          <Button
            size="small"
            variant="tertiary"
            isPending={state.status === 'loading'}
            iconEnd={<RiArrowDownSLine aria-hidden />}
          >
            {t('templates.page.download')}
          </Button>
          <Menu>
            <MenuItem id="template" onAction={() => save('template')}>
              {t('templates.page.templateFile')}
            </MenuItem>
            {offersKro && (
              <MenuItem id="kro" onAction={() => save('kro')}>
                {t('templates.page.kroFile')}
              </MenuItem>
            )}
          </Menu>
        </MenuTrigger>
      </Flex>
      {(state.status === 'no-kro' || state.status === 'saved-kro') && (
        <Text as="p" role="status" variant="body-small" color="secondary">
          {state.status === 'no-kro'
            ? t('templates.page.noKroFile')
            : t('templates.page.kroRule')}
        </Text>
      )}
    </Flex>
  );
}
