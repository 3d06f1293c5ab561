/**
 * What a verified change brought an entity to in one environment, as it can be gone back to.
 *
 * @public
 */
export interface ReleaseView {
  readonly environment: string;
  /** Name of the record, for a rollback's input `release`. */
  readonly name: string;
  /** The change that brought it. */
  readonly changeId: string;
  /** When it was recorded, as an ISO time. */
  readonly at: string;
  readonly images: readonly {
    readonly container: string;
    readonly image: string;
    /** `sha256:…` of what ran, when the image came from a registry. */
    readonly digest?: string;
  }[];
  /** How many objects it holds. */
  readonly objects: number;
  /** Whether it is the newest of its environment. */
  readonly newest: boolean;
}
