import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Link, Text } from '@backstage/ui';
import type { TemplateView } from '@mandate/plugin-mandate-common';
import {
  CellHint,
  EmptyState,
  LoadView,
  SimpleTable,
  templateRouteRef,
} from '@mandate/plugin-mandate-react';
import { useRef } from 'react';
import { KeyArea } from '../../page/Page';
import { Section } from '../../page/Section';
import { LIST_ROW, useListKeys } from '../../page/useListKeys';
import { type UrlFilters, useUrlFilters } from '../../page/useUrlFilters';
import { mandateTranslationRef } from '../../translation';
import { currentStateOf } from '../currentStateOf';
import { useTemplates } from '../useTemplates';
import { filterTemplates } from './filterTemplates';
import { FILTER_NAMES, TemplatesFilters } from './TemplatesFilters';

/** All templates with the state of the version that new instances get, by filters that live in the URL. */
export function TemplatesTable() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const templates = useTemplates();
  const filters = useUrlFilters();
  const area = useRef<HTMLDivElement>(null);
  useListKeys(area);
  return (
    <Section title={t('templates.list.title')}>
      <LoadView load={templates} lines={9}>
        {all =>
          all.length === 0 ? (
            <EmptyState title={t('templates.list.none')}>
              {t('templates.list.noneHint')}
            </EmptyState>
          ) : (
            <KeyArea area={area}>
              <TemplatesFilters
                filters={filters}
                containerTypes={containerTypesOf(all)}
              />
              <Found all={all} filters={filters} />
            </KeyArea>
          )
        }
      </LoadView>
    </Section>
  );
}

function Found(props: {
  readonly all: readonly TemplateView[];
  readonly filters: UrlFilters;
}) {
  const { all, filters } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const found = filterTemplates(all, {
    text: filters.get('text'),
    containerType: filters.get('type'),
    state: filters.get('state'),
  });
  const isFiltered = FILTER_NAMES.some(name => filters.get(name) !== undefined);
  return (
    <>
      <Text as="p" color="secondary" variant="body-small" role="status">
        {isFiltered
          ? t('templates.list.found', {
              found: String(found.length),
              total: String(all.length),
            })
          : t('templates.list.keys')}
      </Text>
      {found.length === 0 ? (
        <EmptyState
          title={t('templates.list.noMatch')}
          action={
            <Button variant="secondary" onPress={filters.clear}>
              {t('templates.list.clear')}
            </Button>
          }
        >
          {t('templates.list.noMatchHint')}
        </EmptyState>
      ) : (
        <SimpleTable
          label={t('templates.list.title')}
          columns={[
            t('templates.list.template'),
            t('templates.list.type'),
            t('templates.list.state'),
          ]}
        >
          {found.map(template => (
            <Row key={template.name} template={template} />
          ))}
        </SimpleTable>
      )}
    </>
  );
}

function Row({ template }: { readonly template: TemplateView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const templateRoute = useRouteRef(templateRouteRef);
  const { name, title, description, containerType } = template;
  return (
    <tr {...{ [LIST_ROW]: '' }}>
      <th scope="row">
        {templateRoute ? (
          <Link href={templateRoute({ name })}>{title}</Link>
        ) : (
          title
        )}
        <CellHint>{description}</CellHint>
      </th>
      <td>{containerType}</td>
      <td>{t(`templates.states.${currentStateOf(template)}`)}</td>
    </tr>
  );
}

function containerTypesOf(
  templates: readonly TemplateView[],
): readonly string[] {
  return [
    ...new Set(templates.flatMap(({ containerType }) => containerType ?? [])),
  ].sort();
}
