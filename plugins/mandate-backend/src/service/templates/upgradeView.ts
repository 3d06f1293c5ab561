import type { TemplateUpgradeView } from '@mandate/plugin-mandate-common';
import {
  compareTemplates,
  type JsonObject,
  type PackageRenderer,
  previewUpgrade,
  renderPackage,
  type Template,
} from '@mandate/templates';
import type { StoredTemplateInstance } from '../../database/templates/TemplateInstanceStore';
import type { LibraryTemplate, LibraryVersion } from './TemplateLibrary';

type InstanceUpgrade = TemplateUpgradeView['instances'][number];

/** Renders every instance by its own version and by the new one, and compares; breaking differences come first. */
export async function upgradeView(options: {
  readonly template: LibraryTemplate;
  readonly to: LibraryVersion;
  readonly instances: readonly StoredTemplateInstance[];
  readonly environments: readonly string[];
  readonly renderer: PackageRenderer;
}): Promise<TemplateUpgradeView> {
  const { template, to, instances, environments, renderer } = options;
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
    instances: await Promise.all(
      instances.map(instance =>
        instanceUpgrade(instance, {
          version: versions.get(instance.digest),
          to,
          renderer,
        }),
      ),
    ),
    waves: environments.flatMap(environment => {
      const members = instances.filter(one => one.environment === environment);
      return members.length > 0
        ? [{ environment, instances: members.map(one => one.entityRef) }]
        : [];
    }),
  };
}

async function instanceUpgrade(
  stored: StoredTemplateInstance,
  options: {
    readonly version: LibraryVersion | undefined;
    readonly to: LibraryVersion;
    readonly renderer: PackageRenderer;
  },
): Promise<InstanceUpgrade> {
  const { version, to, renderer } = options;
  const { entityRef, environment, digest, workload, namespace } = stored;
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
  const instance = { name: workload, namespace };
  // safety: read from a JSON column.
  const values = stored.values as JsonObject;
  const rendered = (template: Template) =>
    renderPackage({ template, renderer, instance, values });
  const preview = previewUpgrade({
    before: await rendered(version.template),
    after: await rendered(to.template),
    instance,
    values,
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
