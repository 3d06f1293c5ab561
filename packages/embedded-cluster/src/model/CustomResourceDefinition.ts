import { SchemaNode } from '../schema/schema';
import { Condition, KubernetesObject } from './KubernetesObject';

/** A column of `kubectl get` for a defined kind. */
export interface PrinterColumn {
  name: string;
  type: string;
  jsonPath: string;
  priority?: number;
}

/** One version of a defined kind. */
export interface DefinedVersion {
  name: string;
  served: boolean;
  storage: boolean;
  schema?: { openAPIV3Schema?: SchemaNode };
  subresources?: { status?: object; scale?: object };
  additionalPrinterColumns?: PrinterColumn[];
}

/** The names a defined kind goes by. */
export interface DefinedNames {
  plural: string;
  singular?: string;
  kind: string;
  listKind?: string;
  shortNames?: string[];
  categories?: string[];
}

export interface CustomResourceDefinition extends KubernetesObject {
  spec: {
    group: string;
    scope: 'Namespaced' | 'Cluster';
    names: DefinedNames;
    versions: DefinedVersion[];
  };
  status?: {
    conditions?: Condition[];
    acceptedNames?: DefinedNames;
    storedVersions?: string[];
  };
}
