import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  type ChangeKind,
  fieldsAt,
  type ObserveContext,
  type PlanOutcome,
} from '@mandate/plugin-mandate-node';
import { ownedFields } from '../../domain/managedFields';
import { THIS_CHANGE, withRestartMark } from '../../domain/restartMark';
import { decorate } from '../../planning/decorate';
import { onOwnWorkload, takenOver } from '../../planning/ownWorkload';
import { recordedTemplate } from '../../planning/parameters';
import { planDesired } from '../../planning/planDesired';
import { readWorkload, withoutWorkload } from '../../planning/targetWorkload';
import { workloadPreflight } from '../../preflight/workloadPreflight';
import { recordRelease } from '../../releases/recordRelease';
import type { ApprovedTemplates } from '../../templates/ApprovedTemplates';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { workloadKind } from '../workloadKind';
import { withVariables } from './configuredContainer';
import {
  type ConfigureInput,
  configureInputSchema,
  type SettingChanges,
} from './configureInput';

/** Changes variables of a container or settings in a ConfigMap. */
export function configureKind(
  options: KubernetesKindOptions & { readonly templates: ApprovedTemplates },
): ChangeKind<ConfigureInput> {
  return {
    ...workloadKind(options, { checkedBy: options.templates }),
    preflight: workloadPreflight([
      'environment',
      'dependencies',
      'configuration',
    ]),
    name: 'configure',
    title: 'Configure',
    description: [
      'Changes settings of a workload and replaces its pods, a few at a time, so that they read them. Give one or both of:',
      '- `env: { container?, set, secrets, unset }`: variables of a container; `secrets: { NAME: { name, key } }` takes them from a Secret, which stays unread.',
      '- `configMap: { name?, set, unset }`: keys of a ConfigMap, by default the one named like the workload; it is made when missing. `restart: false` leaves the pods as they are.',
      '',
      'Values are shown to those who approve and are kept: no secrets. Everything else stays as it is.',
    ].join('\n'),
    afterVerification: recordRelease,
    inputSchema: configureInputSchema,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0.1,
    },
    describe: ({ env, configMap }, target) =>
      `Configure ${target.name} in ${target.environment}: ${[
        ...namesOf(env),
        ...namesOf(configMap),
      ]
        .slice(0, 5)
        .join(', ')}`,
    plan: onOwnWorkload(
      (context, input) => planConfigure(context, input, options),
      takenOver,
    ),
  };
}

function namesOf(
  changes:
    | {
        readonly set: Readonly<Record<string, string>>;
        readonly secrets?: Readonly<Record<string, unknown>>;
        readonly unset: readonly string[];
      }
    | undefined,
): readonly string[] {
  return changes
    ? [
        ...Object.keys(changes.set),
        ...Object.keys(changes.secrets ?? {}),
        ...changes.unset,
      ]
    : [];
}

async function planConfigure(
  context: ObserveContext,
  { env, configMap, restart, takeOverFrom }: ConfigureInput,
  { verification }: KubernetesKindOptions,
): Promise<PlanOutcome> {
  const { target } = context;
  const live = await readWorkload(context);
  if (!live) {
    return withoutWorkload(context);
  }
  const settings = configMap && (await settingsOf(context, configMap));
  if (settings?.type === 'impossible') {
    return settings;
  }
  const configured = env
    ? withVariables(live, env)
    : ({ type: 'configured', object: ownedFields(live) } as const);
  if (configured.type === 'impossible') {
    return configured;
  }
  const workload =
    settings?.changed && restart
      ? withRestartMark(configured.object, THIS_CHANGE)
      : configured.object;
  const template = recordedTemplate(live);
  return planDesired(context, {
    desired: [
      ...(settings ? [decorate(settings.object, target)] : []),
      decorate(workload, target),
    ],
    takeOverFrom,
    verification,
    unchangedWords: 'It is configured like that already.',
    notes: template
      ? [
          `the next deploy of the template ${template.name} brings what it sets itself back`,
        ]
      : [],
  });
}

type Settings =
  | {
      readonly type: 'settings';
      readonly object: ClusterObject;
      readonly changed: boolean;
    }
  | { readonly type: 'impossible'; readonly words: string };

async function settingsOf(
  { clusters, target }: ObserveContext,
  { name = target.workload.name, set, unset }: SettingChanges,
): Promise<Settings> {
  const { cluster, namespace } = target;
  const type = { apiVersion: 'v1', kind: 'ConfigMap' };
  const live = await clusters.read(cluster, { ...type, namespace, name });
  const data = fieldsAt(live, 'data');
  const owned = live
    ? ownedFields(live)
    : { ...type, metadata: { name, namespace } };
  const own = fieldsAt(owned, 'data');
  const foreign = unset.filter(
    key => Object.hasOwn(data, key) && !Object.hasOwn(own, key),
  );
  if (foreign.length > 0) {
    return {
      type: 'impossible',
      words: `Mandate did not set ${foreign.join(
        ', ',
      )} in ConfigMap ${name}, so it cannot take that away. Take it away where it was set.`,
    };
  }
  const kept = Object.entries(own).filter(([key]) => !unset.includes(key));
  return {
    type: 'settings',
    object: { ...owned, data: { ...Object.fromEntries(kept), ...set } },
    changed:
      Object.entries(set).some(([key, value]) => data[key] !== value) ||
      unset.some(key => Object.hasOwn(data, key)),
  };
}
