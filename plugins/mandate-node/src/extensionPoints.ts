import type { Request } from 'express';
import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { TargetFacts } from '@mandate/plugin-mandate-common';
import type { Assessor } from './assessor';
import type { ChangeKind } from './changeKind';
import type { ClusterAccess } from './clusterAccess';
import type { Detector, Remedy } from './detector';
import type { Notifier } from './notifier';
import type { PreflightSource } from './preflight';
import type { TargetDirectory } from './targetDirectory';

/**
 * Adds types of operation. A second kind of the same name fails the start.
 *
 * @public
 */
export interface MandateChangeKindsExtensionPoint {
  addChangeKind<Input>(kind: ChangeKind<Input>): void;
  /**
   * A kind of any module, for kinds that are made of others; undefined when no module adds it. Ask when a change is
   * planned or run: at registration, modules that come later have not added theirs yet.
   */
  kind(name: string): ChangeKind | undefined;
}
/**
 * Adds types of operation.
 *
 * @public
 */
export const mandateChangeKindsExtensionPoint =
  createExtensionPoint<MandateChangeKindsExtensionPoint>({
    id: 'mandate.changeKinds',
  });

/**
 * Adds what looks at a plan before it is decided.
 *
 * @public
 */
export interface MandateAssessorsExtensionPoint {
  addAssessor(assessor: Assessor): void;
}
/**
 * Adds what looks at a plan before it is decided.
 *
 * @public
 */
export const mandateAssessorsExtensionPoint =
  createExtensionPoint<MandateAssessorsExtensionPoint>({
    id: 'mandate.assessors',
  });

/**
 * Adds checks that must pass before a change starts, beside those of its kind.
 *
 * @public
 */
export interface MandatePreflightExtensionPoint {
  addPreflightSource(source: PreflightSource): void;
}
/**
 * Adds checks that must pass before a change starts.
 *
 * @public
 */
export const mandatePreflightExtensionPoint =
  createExtensionPoint<MandatePreflightExtensionPoint>({
    id: 'mandate.preflight',
  });

/**
 * Adds what watches, and what turns findings into changes.
 *
 * @public
 */
export interface MandateDetectorsExtensionPoint {
  addDetector(detector: Detector): void;
  addRemedy(remedy: Remedy): void;
}
/**
 * Adds what watches, and what turns findings into changes.
 *
 * @public
 */
export const mandateDetectorsExtensionPoint =
  createExtensionPoint<MandateDetectorsExtensionPoint>({
    id: 'mandate.detectors',
  });

/**
 * Adds channels that reach people.
 *
 * @public
 */
export interface MandateNotifiersExtensionPoint {
  addNotifier(notifier: Notifier): void;
}
/**
 * Adds channels that reach people.
 *
 * @public
 */
export const mandateNotifiersExtensionPoint =
  createExtensionPoint<MandateNotifiersExtensionPoint>({
    id: 'mandate.notifiers',
  });

/**
 * The most of a figure that a mandate in force lets a target use.
 *
 * @public
 */
export interface TargetLimit {
  /** `replicas`, `cpuCores`, `memoryGiB`, …, in the unit of its name. */
  readonly figure: string;
  readonly limit: number;
  /** The mandate's title. */
  readonly mandate: string;
  /** Whether more is forbidden; else people are asked. */
  readonly hard: boolean;
}

/**
 * The reading side for modules. `clusters` and `targets` may be kept at registration and used from then on, at the
 * earliest in a request, detector or assessor; before the plugin has started they throw `ServiceUnavailableError`.
 *
 * @public
 */
export interface MandateObservationExtensionPoint {
  /** Called once, by the module that connects clusters. */
  setClusterAccess(access: ClusterAccess): void;
  readonly clusters: ClusterAccess;
  readonly targets: TargetDirectory;
  /**
   * Every limit on a figure of the mandates that are in force for a target now, for checks that say beforehand what a
   * decision would refuse.
   */
  limits(target: TargetFacts): Promise<readonly TargetLimit[]>;
  /** Cost differences of changes to an entity that are not finished, for the costs card. */
  pendingCosts(entityRef: string): Promise<
    readonly {
      readonly changeId: string;
      readonly title: string;
      readonly environment: string;
      readonly difference: number;
    }[]
  >;
  /** Tells the one who asks whether a request's caller may read; throws `NotAllowedError` when not. */
  authorizeRead(request: Request): Promise<void>;
}
/**
 * The reading side for modules.
 *
 * @public
 */
export const mandateObservationExtensionPoint =
  createExtensionPoint<MandateObservationExtensionPoint>({
    id: 'mandate.observation',
  });
