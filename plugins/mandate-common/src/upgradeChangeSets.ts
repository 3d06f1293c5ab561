import type { ChangeSetRequest } from './changeSet';
import type { TemplateUpgradeView } from './templateViews';

/** Most changes of one set, as the kernel takes them. */
const MOST_CHANGES = 20;

/**
 * The change sets that bring a new version to all instances in waves: environments in their order, one after the other,
 * and none goes on after a failure. Instances that the version cannot be given to are left out. A set needs two changes
 * at least; one that is left over is proposed alone.
 *
 * @public
 */
export function upgradeChangeSets(upgrade: TemplateUpgradeView): {
  readonly sets: readonly ChangeSetRequest[];
  readonly single: readonly ChangeSetRequest['changes'][number][];
} {
  const order = upgrade.waves.map(({ environment }) => environment);
  const changes = upgrade.instances
    .filter(({ status }) => status !== 'blocked')
    .sort((a, b) => order.indexOf(a.environment) - order.indexOf(b.environment))
    .map(({ entityRef, environment }) => ({
      kind: 'deploy',
      target: { entityRef, environment },
      input: {
        template: {
          name: upgrade.template,
          digest: upgrade.to,
          parameters: {},
        },
      },
      reason: `Upgrade to the version ${upgrade.to.slice(
        0,
        19,
      )}… of the template ${upgrade.template}.`,
    }));
  const chunks = Array.from(
    { length: Math.ceil(changes.length / MOST_CHANGES) },
    (_, index) =>
      changes.slice(index * MOST_CHANGES, (index + 1) * MOST_CHANGES),
  );
  return {
    sets: chunks
      .filter(chunk => chunk.length > 1)
      .map((chunk, index) => ({
        title: `Upgrade ${upgrade.template}${
          chunks.length > 1 ? `, part ${index + 1}` : ''
        }`,
        changes: chunk,
        ordered: true,
        stopOnFailure: true,
      })),
    single: chunks.filter(chunk => chunk.length === 1).flat(),
  };
}
