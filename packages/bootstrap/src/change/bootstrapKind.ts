import type { ClusterObject, Plan } from '@mandate/plugin-mandate-common';
import {
  objectStatus,
  observeTargetVersion,
} from '@mandate/plugin-mandate-backend-module-kubernetes';
import {
  type ChangeKind,
  type Check,
  ClusterRefusedError,
  ClusterUnavailableError,
  figuresOf,
  imagesOf,
  isWorkload,
  type ObserveContext,
  type PlanOutcome,
  type StepContext,
} from '@mandate/plugin-mandate-node';
import { inParallel } from '../cluster/inParallel';
import { planFoundation, wordsOf } from '../cluster/planFoundation';
import {
  foundation,
  GRAFANA_CREDENTIALS,
  type RenderTemplate,
} from '../foundation/foundation';
import { MONITORING_NAMESPACE } from '../foundation/namespaces';
import {
  type BootstrapSettings,
  bootstrapSettingsSchema,
} from '../foundation/settings';
import { Trouble } from '../trouble';
import { partStep, partStepId } from './partStep';
import { toleratingUnknownKinds } from './toleratingUnknownKinds';

/** Name of the kind. */
export const BOOTSTRAP_KIND = 'bootstrap';
/** As many objects as a plan may hold. */
const MOST_OBJECTS = 200;
/** A part has dozens of objects, each read and written. */
const STEP_TIMEOUT_SECONDS = 300;
const VERIFICATION = { soakSeconds: 10, deadlineSeconds: 300 };

/**
 * Prepares a cluster as the command `mandate bootstrap` does, as a change: planned by dry runs, decided by people (it gives
 * rights), run part by part, verified and undone like any other. Kubeconfigs and tokens are the command's alone: the portal
 * hands none out.
 */
export function bootstrapKind(options: {
  /** What the Kubernetes module ships in `rbac/`. */
  readonly roles: () => readonly ClusterObject[];
  readonly render: RenderTemplate;
}): ChangeKind<BootstrapSettings> {
  return {
    name: BOOTSTRAP_KIND,
    title: 'Prepare a cluster',
    description: [
      'Prepares a bare cluster: a namespace for each of `functions` in each of `environments`, networks that are closed but for listed flows, quotas, accounts with the rights that Mandate needs, with `policies` the Pod Security Standards as admission policies, and with `monitoring` Prometheus and Grafana.',
      `The target is the catalog Resource that stands for the cluster. The portal's account there needs the rights that it gives. With \`monitoring\`, Grafana's administrator gets a random password in the Secret ${MONITORING_NAMESPACE}/${GRAFANA_CREDENTIALS}, unless it is there.`,
      'Run again, it brings what is missing or was changed. Nothing is removed.',
    ].join('\n'),
    inputSchema: bootstrapSettingsSchema,
    risk: {
      destructive: false,
      touchesIdentity: true,
      touchesData: false,
      irreversibility: 0.3,
    },
    describe: ({ environments }, target) =>
      `Prepare cluster ${target.cluster} for ${environments.join(', ')}`,
    plan: (context, settings) => plan(context, settings, options),
    observeVersion: (context, of) =>
      observeTargetVersion(tolerant(context), of),
    step: partStep,
    check: checkFoundation,
  };
}

async function plan(
  context: ObserveContext,
  settings: BootstrapSettings,
  options: Parameters<typeof bootstrapKind>[0],
): Promise<PlanOutcome> {
  const { target, clusters } = context;
  if (target.entityKind.toLowerCase() !== 'resource') {
    return {
      type: 'impossible',
      words: `${target.entityRef} is a ${target.entityKind}. A cluster belongs to everybody: propose this for the catalog Resource that stands for cluster '${target.cluster}'.`,
    };
  }
  try {
    const parts = foundation({
      settings,
      roles: options.roles(),
      render: options.render,
    });
    const found = await planFoundation(
      { cluster: target.cluster, access: clusters },
      parts,
    );
    if (found.objections.length > 0) {
      return { type: 'impossible', words: found.objections.join('\n') };
    }
    return planOf(context, found);
  } catch (error) {
    if (error instanceof Trouble) {
      return { type: 'impossible', words: error.message };
    }
    if (error instanceof ClusterRefusedError && error.status === 403) {
      return {
        type: 'impossible',
        words: `${error.message} The account that the portal has in this cluster may not prepare it: use the command \`mandate bootstrap\` as an administrator, or give the account these rights.`,
      };
    }
    throw error;
  }
}

async function planOf(
  context: ObserveContext,
  { parts }: Awaited<ReturnType<typeof planFoundation>>,
): Promise<PlanOutcome> {
  const changed = parts
    .map(({ title, objects }) => ({
      title,
      objects: objects
        .map(({ planned }) => planned)
        .filter(({ action }) => action !== 'none'),
    }))
    .filter(({ objects }) => objects.length > 0);
  const objects = changed.flatMap(part => part.objects);
  if (objects.length === 0) {
    return {
      type: 'nothing-to-do',
      words: `Cluster ${context.target.cluster} is prepared like that already.`,
    };
  }
  if (objects.length > MOST_OBJECTS) {
    return {
      type: 'impossible',
      words: `These are ${objects.length} objects, and one change writes at most ${MOST_OBJECTS}. Name fewer environments or functions, and prepare the others by another change.`,
    };
  }
  let from = 0;
  const steps = changed.map(({ title, objects: own }, part) => {
    const id = partStepId(part, from, from + own.length);
    from += own.length;
    return {
      id,
      title: `${title}: ${own.length} ${
        own.length === 1 ? 'object' : 'objects'
      }`,
      effect: true,
      timeoutSeconds: STEP_TIMEOUT_SECONDS,
    };
  });
  const before = objects.flatMap(object => object.before ?? []);
  const after = objects.flatMap(object => object.after ?? []);
  const planned: Plan = {
    summary: `Objects: ${objects.length} in ${changed
      .map(({ title }) => title)
      .join(', ')}`,
    objects,
    steps,
    figures: { before: figuresOf(before), after: figuresOf(after) },
    images: [...new Set(after.filter(isWorkload).flatMap(imagesOf))],
    baseVersion: '',
    undo: {
      words:
        'what was made is removed again, and what was altered is as before; new namespaces stay',
      typicalSeconds: 120,
    },
    verification: VERIFICATION,
  };
  const baseVersion = await observeTargetVersion(tolerant(context), planned);
  return { type: 'planned', plan: { ...planned, baseVersion } };
}

function tolerant(context: ObserveContext): ObserveContext {
  return { ...context, clusters: toleratingUnknownKinds(context.clusters) };
}

/** One check a part: its objects are there and ready. A cluster that does not answer gives `unknown`, never success. */
async function checkFoundation(
  context: StepContext,
): Promise<readonly Check[]> {
  return inParallel(context.plan.steps, step => checkPart(context, step));
}

async function checkPart(
  context: StepContext,
  step: Plan['steps'][number],
): Promise<Check> {
  const check = { id: step.id, title: `${step.title} as planned and ready` };
  try {
    const seen = await partStep(context.plan, step.id).observe(context);
    if (seen.type !== 'present') {
      const status = seen.type === 'absent' ? 'failing' : 'unknown';
      return { ...check, status, words: seen.words };
    }
    const [, from, to] = /objects-(\d+)-to-(\d+)$/.exec(step.id) ?? [];
    const unready = await inParallel(
      context.plan.objects.slice(Number(from), Number(to)),
      async planned => {
        const live = await context.clusters.read(context.target.cluster, {
          apiVersion: planned.apiVersion,
          kind: planned.kind,
          name: planned.name,
          ...(planned.namespace ? { namespace: planned.namespace } : {}),
        });
        const status = live && objectStatus(live);
        return !status || status.state === 'current'
          ? undefined
          : `${wordsOf(live)}: ${status.words}`;
      },
    );
    const [first] = unready.flatMap(words => words ?? []);
    return first
      ? { ...check, status: 'pending', words: first }
      : { ...check, status: 'passing', words: seen.words };
  } catch (error) {
    if (
      error instanceof ClusterUnavailableError ||
      error instanceof ClusterRefusedError
    ) {
      return { ...check, status: 'unknown', words: error.message };
    }
    throw error;
  }
}
