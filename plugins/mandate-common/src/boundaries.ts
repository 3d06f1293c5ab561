import type { AppliedLimit, Oversight } from '@mandate/policy';
import { z } from 'zod';

/**
 * A target by its attributes, which need not exist yet: what the environment picker asks about.
 *
 * @public
 */
export const boundaryQuerySchema = z.object({
  entityRef: z.string().max(200).optional(),
  environment: z.string().min(1).max(63),
  owner: z.string().max(200).optional(),
  system: z.string().max(200).optional(),
  containerType: z.string().max(100).optional(),
  /** Only this change kind; all when absent. */
  kind: z.string().max(100).optional(),
});
/**
 * A target by its attributes, which need not exist yet.
 *
 * @public
 */
export type BoundaryQuery = z.infer<typeof boundaryQuerySchema>;

/**
 * One argument of a change, as a form asks for it. `data` is anything else, written as YAML.
 *
 * @public
 */
export type InputField = {
  readonly name: string;
  readonly required: boolean;
} & (
  | { readonly type: 'text' | 'boolean' | 'data' }
  | {
      readonly type: 'number';
      readonly minimum?: number;
      readonly maximum?: number;
    }
  | { readonly type: 'choice'; readonly options: readonly string[] }
);

/**
 * One way to fill in the arguments of a change kind, named after what it needs first.
 *
 * @public
 */
export interface InputForm {
  readonly name: string;
  readonly fields: readonly InputField[];
}

/**
 * What automation may do with one change kind on a target.
 *
 * @public
 */
export interface KindBoundary {
  readonly kind: string;
  /** "Deploy". */
  readonly title: string;
  /** The oversight a low-risk change of this kind inside the limits gets. */
  readonly oversight: Oversight;
  /** "runs alone when the risk is low; platform and security approve the rest". */
  readonly words: string;
  readonly budget?: {
    readonly used: number;
    readonly size: number;
    /** "4 of 10 this week". */
    readonly words: string;
    /** When the next share is free again, for a budget that is used up; absent when shares are held and nobody can tell. */
    readonly freeAt?: string;
  };
  /** What keeps a change of this kind from starting now, such as a freeze, and until when. */
  readonly waits?: string;
  /** The ways to fill in its arguments, at least one. */
  readonly inputForms: readonly InputForm[];
}

/**
 * A limit, and how much of it the target uses now, when that is known.
 *
 * @public
 */
export interface BoundaryLimit
  extends Pick<
    AppliedLimit,
    'name' | 'argument' | 'limit' | 'hard' | 'mandate'
  > {
  readonly now?: number;
}

/**
 * "What automation may do here": the Boundaries card and the environment picker.
 *
 * @public
 */
export interface Boundaries {
  readonly environment: string;
  readonly namespace: string;
  readonly cluster: string;
  readonly mandates: readonly {
    readonly name: string;
    readonly entityRef: string;
    readonly title: string;
    readonly reviewDueAt?: string;
    readonly reviewOverdue: boolean;
  }[];
  /** The strictest of each limit. */
  readonly limits: readonly BoundaryLimit[];
  readonly kinds: readonly KindBoundary[];
}

/**
 * An environment as configured.
 *
 * @public
 */
export interface EnvironmentView {
  readonly name: string;
  readonly title: string;
  readonly cluster: string;
  readonly production: boolean;
}
