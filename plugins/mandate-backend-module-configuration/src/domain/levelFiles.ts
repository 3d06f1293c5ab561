import type { ConfigurationLevel } from '@mandate/configuration';
import type { TargetReference } from '@mandate/plugin-mandate-common';

/** The file of a level in the repository. */
export interface LevelFile {
  readonly level: ConfigurationLevel;
  readonly path: string;
}

/**
 * The four files that make a target's configuration, from the one that gives way to the one that wins. Components of the
 * default namespace go by their name alone; a slash keeps all others apart from them.
 */
export function levelFiles(target: TargetReference): readonly LevelFile[] {
  const service = serviceName(target.entityRef);
  const { environment } = target;
  return [
    { level: 'global', path: 'global.yaml' },
    { level: 'environment', path: `environments/${environment}.yaml` },
    { level: 'service', path: `services/${service}.yaml` },
    { level: 'instance', path: `instances/${environment}/${service}.yaml` },
  ];
}

/** `checkout`, or `resource/default/orders` for what is no component of the default namespace. */
export function serviceName(entityRef: string): string {
  const [kind, rest] = entityRef.toLowerCase().split(':');
  const [namespace, name] = rest.split('/');
  return kind === 'component' && namespace === 'default'
    ? name
    : `${kind}/${namespace}/${name}`;
}

/** The path of one level's file. */
export function pathOfLevel(
  target: TargetReference,
  level: ConfigurationLevel,
): string {
  const file = levelFiles(target).find(one => one.level === level);
  // Every level has a file, so the fallback is never taken; it keeps the type honest.
  return file?.path ?? '';
}
