import type {
  ComplianceReport,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { MandateObservationExtensionPoint } from '@mandate/plugin-mandate-node';
import { evaluateRules, type RuleSet } from './domain/evaluateRules';

/** The rules on the live workloads of an entity. */
export class ComplianceService {
  readonly #observation: Pick<
    MandateObservationExtensionPoint,
    'clusters' | 'targets'
  >;
  readonly #rules: RuleSet;

  constructor(options: {
    observation: Pick<MandateObservationExtensionPoint, 'clusters' | 'targets'>;
    rules: RuleSet;
  }) {
    this.#observation = options.observation;
    this.#rules = options.rules;
  }

  /** One report for each environment in which the workload exists, or could not be read. */
  async ofEntity(entityRef: string): Promise<readonly ComplianceReport[]> {
    const targets = await this.#observation.targets.ofEntity(entityRef);
    const reports = await Promise.all(
      targets.map(target => this.#ofTarget(target)),
    );
    return reports.filter(report => report !== undefined);
  }

  async #ofTarget(target: TargetFacts): Promise<ComplianceReport | undefined> {
    const shared = {
      environment: target.environment,
      workload: `${target.workload.kind} ${target.namespace}/${target.workload.name}`,
      observedAt: new Date().toISOString(),
    };
    try {
      const workload = await this.#observation.clusters.read(target.cluster, {
        apiVersion: 'apps/v1',
        namespace: target.namespace,
        ...target.workload,
      });
      return (
        workload && {
          ...shared,
          results: evaluateRules(this.#rules, workload, target),
        }
      );
    } catch (error) {
      return {
        ...shared,
        results: [],
        problem: `Compliance in ${target.environment} is not known now: ${
          error instanceof Error ? error.message : String(error)
        }`,
      };
    }
  }
}
