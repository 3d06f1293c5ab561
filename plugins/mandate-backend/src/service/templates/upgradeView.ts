import type { TemplateUpgradeView } from '@mandate/plugin-mandate-common';
import {
  compareTemplates,
  type JsonObject,
  previewUpgrade,
} from '@mandate/templates';
import type { StoredTemplateInstance } from '../../database/templates/TemplateInstanceStore';
import type { LibraryTemplate, LibraryVersion } from './TemplateLibrary';

type InstanceUpgrade = TemplateUpgradeView['instances'][number];

/** Renders every instance by its own version and by the new one, and compares; breaking differences come first. */
export function upgradeView(options: {
  readonly template: LibraryTemplate;
  readonly to: LibraryVersion;
  readonly instances: readonly StoredTemplateInstance[];
  readonly environments: readonly string[];
}): TemplateUpgradeView {
  const { template, to, instances, environments } = options;
  const versions = new Map(
    template.versions.map(version => [version.digest, version]),
  );
  const from = new Set(instances.map(({ digest }) => digest));
  const order = ['breaking', 'notable', 'compatible'];
  return {
    template: template.name,
    to: to.digest,
    differences: [...from]
      .flatMap(digest => {
        const version = versions.get(digest);
        return version
          ? compareTemplates(version.template, to.template).map(
              ({ effect, words }) => ({ from: digest, effect, words }),
            )
          : [];
      })
      .sort((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect)),
    instances: instances.map(instance =>
      instanceUpgrade(instance, versions.get(instance.digest), to),
    ),
    waves: environments.flatMap(environment => {
      const members = instances.filter(one => one.environment === environment);
      return members.length > 0
        ? [{ environment, instances: members.map(one => one.entityRef) }]
        : [];
    }),
  };
}

function instanceUpgrade(
  instance: StoredTemplateInstance,
  version: LibraryVersion | undefined,
  to: LibraryVersion,
): InstanceUpgrade {
  const { entityRef, environment, digest, workload, namespace } = instance;
  const about = { entityRef, environment, from: digest };
  if (!version) {
    return {
      ...about,
      status: 'blocked',
      problems: [
        'Its own version is not recorded, so nothing can be compared.',
      ],
      objects: [],
      needsPerson: [],
    };
  }
  const preview = previewUpgrade({
    before: version.template,
    after: to.template,
    instance: { name: workload, namespace },
    // safety: read from a JSON column.
    values: instance.values as JsonObject,
  });
  return preview.status === 'blocked'
    ? {
        ...about,
        status: 'blocked',
        problems: [...preview.problems],
        objects: [],
        needsPerson: [],
      }
    : {
        ...about,
        status: preview.status,
        problems: [],
        objects: preview.objects.map(object => ({ ...object })),
        bump: preview.bump,
        needsPerson: [...preview.needsPerson],
      };
}
