import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { TemplateView } from '@mandate/plugin-mandate-common';
import {
  CellHint,
  LoadView,
  SimpleTable,
  templateRouteRef,
  templatesApiRef,
  useLoad,
} from '@mandate/plugin-mandate-react';
import { Section } from '../../page/Section';
import { mandateTranslationRef } from '../../translation';

/** All templates with the state of the version that new instances get. */
export function TemplatesTable() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(templatesApiRef);
  const templates = useLoad('', signal => api.listTemplates({ signal }));
  return (
    <Section title={t('templates.list.title')}>
      <LoadView load={templates} lines={9}>
        {all => (
          <SimpleTable
            label={t('templates.list.title')}
            columns={[
              t('templates.list.template'),
              t('templates.list.type'),
              t('templates.list.state'),
            ]}
          >
            {all.map(template => (
              <Row key={template.name} template={template} />
            ))}
          </SimpleTable>
        )}
      </LoadView>
    </Section>
  );
}

function Row({ template }: { readonly template: TemplateView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const templateRoute = useRouteRef(templateRouteRef);
  const { name, title, description, containerType, current, versions } =
    template;
  const state = versions.find(({ digest }) => digest === current)?.state;
  return (
    <tr>
      <th scope="row">
        {templateRoute ? (
          <Link href={templateRoute({ name })}>{title}</Link>
        ) : (
          title
        )}
        <CellHint>{description}</CellHint>
      </th>
      <td>{containerType}</td>
      <td>{state && t(`templates.states.${state}`)}</td>
    </tr>
  );
}
