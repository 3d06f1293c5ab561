import {
  AdmittedWrite,
  MUTATING_PLUGINS,
  VALIDATING_PLUGINS,
} from '../admission/Admission';
import { CONTROLLERS, User } from '../access/User';
import { defaultObject } from '../defaults/defaultObject';
import {
  cloneJson,
  jsonEquals,
  KubernetesObject,
  ManagedFieldsEntry,
} from '../model/KubernetesObject';
import { ResourceRegistry } from '../resources/ResourceRegistry';
import { keyOf, ObjectKey, ResourceType } from '../resources/ResourceType';
import { ObjectStore } from '../storage/ObjectStore';
import { validateObject } from '../validation/validateObject';
import { allocateService } from './allocateService';
import { alreadyExists, ApiError, invalid, notFound } from './ApiError';
import { trackUpdate } from './managedFields';
import { mergeWrite } from './mergeWrite';
import { newObject } from './newObject';
import { desired, isGone, sameButForTimes } from './objectState';
import { requireNamespace, requirePreconditions } from './preconditions';
import { Propagation, startDeletion } from './startDeletion';

/** How a write is done. */
export interface WriteOptions {
  /** Who writes: the field manager that owns the fields the write sets. */
  readonly manager: string;
  /** Do everything but store. */
  readonly dryRun?: boolean;
  /** Which part is written; the other parts of the object stay as they are. */
  readonly subresource?: 'status' | 'scale';
  /** Set by server-side apply, which decides ownership itself. */
  readonly managedFields?: ManagedFieldsEntry[];
  /** The user behind the write; the cluster's controllers without it. */
  readonly user?: User;
  /** Takes what the client is to be told beside the answer. */
  readonly warn?: (text: string) => void;
}

/** How an object is deleted. */
export interface DeleteOptions {
  readonly propagation?: Propagation;
  readonly gracePeriodSeconds?: number;
  readonly preconditions?: { uid?: string; resourceVersion?: string };
  readonly dryRun?: boolean;
  /** As in {@link WriteOptions}. */
  readonly user?: User;
  /** As in {@link WriteOptions}. */
  readonly warn?: (text: string) => void;
}

/** Where time and identifiers come from. */
export interface ObjectApiEnvironment {
  now(): Date;
  /** A new UUID. */
  uuid(): string;
  /** Lower-case letters and digits, for generated names. */
  randomSuffix(length: number): string;
}

/**
 * Every read and write of objects, by clients as by controllers: names, defaults, validation, generations, ownership of fields,
 * finalizers. Synchronous, so that a read and the write that follows are one step.
 *
 * All methods throw {@link ApiError} with the code the API answers.
 */
export class ObjectApi {
  constructor(
    readonly store: ObjectStore,
    readonly environment: ObjectApiEnvironment,
    readonly resources: ResourceRegistry,
  ) {}

  find<T extends KubernetesObject>(
    type: ResourceType<T>,
    key: ObjectKey,
  ): T | undefined {
    // safety: the store holds under a type only what was written through it, and its schema has the shape of T
    return this.store.get(type, key) as T | undefined;
  }

  get<T extends KubernetesObject>(type: ResourceType<T>, key: ObjectKey): T {
    const object = this.find(type, key);
    if (!object) {
      throw notFound(type, key.name);
    }
    return object;
  }

  list<T extends KubernetesObject>(
    type: ResourceType<T>,
    namespace?: string,
  ): T[] {
    // safety: as in find
    return this.store.list(type, namespace) as T[];
  }

  /** Creates an object. `given` is what a client sent: everything the server sets may be missing. */
  create<T extends KubernetesObject>(
    type: ResourceType<T>,
    namespace: string,
    given: GivenObject,
    options: WriteOptions,
  ): T {
    requireNamespace(this, type, namespace);
    // safety: the server's part of the metadata was just added, and validation below proves the rest
    const fresh = newObject(
      type,
      namespace,
      cloneJson(given),
      this.environment,
    ) as T;
    const object = this.complete(type, fresh, undefined, options);
    if (this.find(type, keyOf(object))) {
      throw alreadyExists(type, object.metadata.name);
    }
    this.track(type, undefined, object, options);
    return options.dryRun ? object : this.store.put(type, object);
  }

  /**
   * Reads, changes and writes one object. The change gets a copy to alter, or returns a whole new object; a `resourceVersion` in
   * it that is not the stored one is a conflict. A change that changes nothing writes nothing.
   */
  update<T extends KubernetesObject>(
    type: ResourceType<T>,
    key: ObjectKey,
    change: (draft: T) => T | void,
    options: WriteOptions,
  ): T {
    const live = this.get(type, key);
    const draft = cloneJson(live);
    const changed = change(draft) ?? draft;
    requirePreconditions(type, live, changed.metadata);
    const object = this.complete(
      type,
      cloneJson(mergeWrite(type, live, changed, options.subresource)),
      live,
      options,
    );
    if (type.hasGeneration && !jsonEquals(desired(live), desired(object))) {
      object.metadata.generation = (live.metadata.generation ?? 0) + 1;
    }
    this.track(type, live, object, options);
    if (sameButForTimes(live, object)) {
      return live;
    }
    if (options.dryRun) {
      return object;
    }
    if (isGone(object)) {
      this.store.remove(type, key);
      return object;
    }
    return this.store.put(type, object);
  }

  /** Deletes an object, or marks it as being deleted while finalizers or a grace period hold it. */
  delete<T extends KubernetesObject>(
    type: ResourceType<T>,
    key: ObjectKey,
    options: DeleteOptions = {},
  ): { object: T; deleted: boolean } {
    const live = this.get(type, key);
    requirePreconditions(type, live, options.preconditions ?? {});
    this.admit(VALIDATING_PLUGINS, type, undefined, live, options);
    const object = cloneJson(live);
    const deleted = startDeletion(
      type,
      object,
      options,
      this.environment.now(),
    );
    if (options.dryRun) {
      return { object, deleted };
    }
    if (deleted) {
      this.store.remove(type, key);
    } else if (!jsonEquals(live, object)) {
      this.store.put(type, object);
    }
    return { object, deleted };
  }

  /** The object as it is to be stored: defaulted, admitted, valid. A write of the status leaves the rest as it is. */
  private complete<T extends KubernetesObject>(
    type: ResourceType<T>,
    given: T,
    previous: T | undefined,
    options: WriteOptions,
  ): T {
    const isStatusOnly = previous && options.subresource === 'status';
    const object = isStatusOnly
      ? given
      : defaultObject(type, given, previous === undefined);
    this.admit(MUTATING_PLUGINS, type, object, previous, options);
    allocateService(type, object, previous, this);
    const faults =
      isStatusOnly && !type.defined
        ? []
        : validateObject(type, object, previous);
    if (faults.length > 0) {
      throw invalid(type, object.metadata.name, faults);
    }
    this.admit(VALIDATING_PLUGINS, type, object, previous, options);
    return object;
  }

  private admit(
    plugins: typeof VALIDATING_PLUGINS,
    type: ResourceType,
    object: KubernetesObject | undefined,
    previous: KubernetesObject | undefined,
    options: Partial<WriteOptions>,
  ): void {
    const write: AdmittedWrite = {
      type,
      operation: operationOf(object, previous),
      subresource: options.subresource ?? '',
      object,
      previous,
      user: options.user ?? CONTROLLERS,
      dryRun: options.dryRun ?? false,
      warn: options.warn ?? (() => {}),
    };
    plugins.forEach(plugin => plugin(write, this));
  }

  private track(
    type: ResourceType,
    live: KubernetesObject | undefined,
    object: KubernetesObject,
    options: WriteOptions,
  ): void {
    object.metadata.managedFields =
      options.managedFields ??
      trackUpdate({
        type,
        live,
        object,
        manager: options.manager,
        subresource: options.subresource,
        now: this.environment.now(),
      });
    if (object.metadata.managedFields.length === 0) {
      delete object.metadata.managedFields;
    }
  }
}

function operationOf(
  object: KubernetesObject | undefined,
  previous: KubernetesObject | undefined,
): AdmittedWrite['operation'] {
  if (!object) {
    return 'DELETE';
  }
  return previous ? 'UPDATE' : 'CREATE';
}

/** An object as a client sends it. */
export interface GivenObject {
  metadata?: Partial<KubernetesObject['metadata']>;
  [field: string]: unknown;
}
