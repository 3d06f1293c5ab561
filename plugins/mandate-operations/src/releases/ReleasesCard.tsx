import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  changeProposePermission,
  type ReleaseView,
} from '@mandate/plugin-mandate-common';
import {
  CellHint,
  ChangeLink,
  EmptyState,
  EntityCard,
  LoadView,
  RelativeTime,
  SimpleTable,
  useReleases,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { ProposeDialog } from '../propose/ProposeDialog';
import { operationsTranslationRef } from '../translation';

/** What verified changes brought the entity to; each can be gone back to as a whole. */
export function ReleasesCard() {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const releases = useReleases(entityRef);
  const { allowed } = usePermission({ permission: changeProposePermission });
  const [chosen, setChosen] = useState<ReleaseView>();
  return (
    <EntityCard title={t('releases.title')}>
      <LoadView load={releases}>
        {all =>
          all.length === 0 ? (
            <EmptyState title={t('releases.none')}>
              {t('releases.noneHint')}
            </EmptyState>
          ) : (
            <SimpleTable
              label={t('releases.table')}
              columns={[
                t('releases.environment'),
                t('releases.images'),
                t('releases.recorded'),
                t('releases.change'),
              ]}
            >
              {all.map(release => (
                <ReleaseRow
                  key={`${release.environment} ${release.name}`}
                  release={release}
                  onGoBack={
                    allowed && !release.newest
                      ? () => setChosen(release)
                      : undefined
                  }
                />
              ))}
            </SimpleTable>
          )
        }
      </LoadView>
      {chosen && (
        <ProposeDialog
          kind="rollback"
          entityRef={entityRef}
          name={entity.metadata.title ?? entity.metadata.name}
          given={{
            environment: chosen.environment,
            input: { release: chosen.name },
          }}
          onClose={() => setChosen(undefined)}
        />
      )}
    </EntityCard>
  );
}

function ReleaseRow(props: {
  readonly release: ReleaseView;
  readonly onGoBack: (() => void) | undefined;
}) {
  const { release, onGoBack } = props;
  const { environment, images, at, changeId, newest } = release;
  const { t } = useTranslationRef(operationsTranslationRef);
  const names = images.map(({ image }) => image).join(', ');
  return (
    <tr>
      <th scope="row">
        {environment}
        {newest && <CellHint>{t('releases.newest')}</CellHint>}
      </th>
      <td>
        {images.map(({ container, image, digest }) => (
          <div key={container}>
            {image}
            {digest && <CellHint>{digest.slice(0, 19)}…</CellHint>}
          </div>
        ))}
      </td>
      <td>
        <RelativeTime at={at} />
      </td>
      <td>
        <ChangeLink id={changeId}>{t('releases.open')}</ChangeLink>
        {onGoBack && (
          <div>
            <Button
              size="small"
              variant="secondary"
              aria-label={t('releases.goBackTo', {
                images: names,
                environment,
              })}
              onPress={onGoBack}
            >
              {t('releases.goBack')}
            </Button>
          </div>
        )}
      </td>
    </tr>
  );
}
