import type { CelType } from './celType';

/** A type with declared fields. @public */
export interface ObjectTypeDeclaration {
  readonly name: string;
  /** A field's type, or undefined when the type has no such field. */
  field(name: string): FieldDeclaration | undefined;
  /** The declared names, for "did you mean" and completion. */
  fieldNames(): readonly string[];
  /** Whether fields that are not declared are allowed and `dyn` (`x-kubernetes-preserve-unknown-fields`). */
  readonly open: boolean;
}

/** A field of a declared type. @public */
export interface FieldDeclaration extends ValueBounds {
  readonly type: CelType;
  /** What it means, for the editor. */
  readonly description?: string;
  /** The field's name in the data where it is another one: Kubernetes' `a-b` is `a__dash__b` in expressions. */
  readonly property?: string;
}

/** What is known about the values of a field or variable beyond their type. @public */
export interface ValueBounds {
  /** The strings it may hold, where they are known. */
  readonly oneOf?: readonly string[];
  /** How many items, entries or code points it holds at most, for the cost estimate. */
  readonly maximumSize?: number;
  /** The same for each item of a list and each value of a map. */
  readonly element?: ValueBounds;
}

/** The declared types of an environment, by name. Types may refer to each other, and to themselves. @public */
export interface TypeProvider {
  findType(name: string): ObjectTypeDeclaration | undefined;
}
