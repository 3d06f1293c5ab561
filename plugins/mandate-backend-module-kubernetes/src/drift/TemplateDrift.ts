import {
  type ClusterObject,
  clusterObjectSchema,
  ENTITY_LABEL,
  ENVIRONMENT_LABEL,
  type TargetFacts,
  type TemplateDriftView,
} from '@mandate/plugin-mandate-common';
import {
  type ClusterAccess,
  ClusterRefusedError,
  ClusterUnavailableError,
  type TargetDirectory,
} from '@mandate/plugin-mandate-node';
import { entityLabel } from '../domain/entityLabel';
import { renderInstance } from '../knownAfterApply/renderInstance';
import { decorate } from '../planning/decorate';
import { nameOf } from '../planning/planObject';
import { inParallel } from '../planning/inParallel';
import {
  type RecordedTemplate,
  recordedTemplate,
} from '../planning/parameters';
import { workloadReference } from '../planning/targetWorkload';
import type { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { templateDifferences } from './templateDifferences';

const AT_ONCE = 4;
/** How many differences are listed; the others are counted. */
const MOST_DIFFERENCES = 20;

/**
 * Compares what runs of an entity with what its templates render: the version and the parameters that the workload, or
 * the set that stands for a template without one, says it comes from. Nothing is tried on the cluster, only read.
 */
export class TemplateDrift {
  constructor(
    private readonly options: {
      readonly clusters: Pick<ClusterAccess, 'read' | 'list'>;
      readonly targets: Pick<TargetDirectory, 'ofEntity'>;
      readonly templates: Pick<ApprovedTemplates, 'find' | 'rendered'>;
    },
  ) {}

  /** One for each environment and template. An environment whose cluster does not answer tells nothing. */
  async ofEntity(entityRef: string): Promise<readonly TemplateDriftView[]> {
    const targets = await this.options.targets.ofEntity(entityRef);
    const found = await Promise.all(targets.map(target => this.of(target)));
    return found.flat();
  }

  private async of(target: TargetFacts): Promise<readonly TemplateDriftView[]> {
    try {
      const recorded = await this.recorded(target);
      return await inParallel(recorded, 1, one => this.compared(target, one));
    } catch (error) {
      if (
        error instanceof ClusterUnavailableError ||
        error instanceof ClusterRefusedError
      ) {
        return [];
      }
      throw error;
    }
  }

  /** The templates that the target's objects say they come from, each once. */
  private async recorded(
    target: TargetFacts,
  ): Promise<readonly RecordedTemplate[]> {
    const { clusters } = this.options;
    const parts = await clusters.list(target.cluster, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: target.namespace,
      labelSelector: [
        `${ENTITY_LABEL}=${entityLabel(target.entityRef)}`,
        `${ENVIRONMENT_LABEL}=${target.environment}`,
      ].join(','),
    });
    const workload = await clusters.read(
      target.cluster,
      workloadReference(target),
    );
    const recorded = new Map<string, RecordedTemplate>();
    for (const keeper of [...(workload ? [workload] : []), ...parts]) {
      const one = recordedTemplate(keeper);
      if (one && !recorded.has(one.name)) {
        recorded.set(one.name, one);
      }
    }
    return [...recorded.values()];
  }

  private async compared(
    target: TargetFacts,
    { name, digest, parameters }: RecordedTemplate,
  ): Promise<TemplateDriftView> {
    const about = { environment: target.environment, template: name, digest };
    const { clusters, templates } = this.options;
    const lookup = await templates.find(name, digest);
    if (lookup.type === 'missing') {
      return { ...about, status: 'unknown', words: lookup.words };
    }
    const instance = {
      name: target.workload.name,
      namespace: target.namespace,
    };
    const rendered = await renderInstance(
      { clusters, target },
      {
        template: await templates.rendered(
          lookup.template,
          instance,
          parameters,
        ),
        instance,
        values: parameters,
      },
    );
    if (!rendered.ok) {
      const [problem] = rendered.problems;
      return {
        ...about,
        status: 'unknown',
        words: `Its version cannot be rendered with the parameters it keeps. ${problem?.path}: ${problem?.message}`,
      };
    }
    const differences = await inParallel(
      rendered.objects,
      AT_ONCE,
      async object => {
        const wanted = decorate(clusterObjectSchema.parse(object), target);
        return templateDifferences(wanted, await this.live(target, wanted));
      },
    );
    const all = differences.flat();
    return all.length === 0
      ? { ...about, status: 'as-rendered' }
      : {
          ...about,
          status: 'differs',
          differences: all.slice(0, MOST_DIFFERENCES),
          more: Math.max(0, all.length - MOST_DIFFERENCES),
        };
  }

  private live(
    target: TargetFacts,
    object: ClusterObject,
  ): Promise<ClusterObject | undefined> {
    return this.options.clusters.read(target.cluster, {
      ...nameOf(object),
      namespace: target.namespace,
    });
  }
}
