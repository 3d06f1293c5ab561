/**
 * What an entity costs in one environment: requests × price list, per month.
 *
 * @public
 */
export interface EnvironmentCost {
  readonly environment: string;
  readonly currency: string;
  readonly monthlyCost: number;
  readonly parts: readonly {
    /** "CPU", "Memory", "Storage". */
    readonly title: string;
    readonly amount: number;
    readonly unit: string;
    /** Price of one unit a month. */
    readonly unitPrice: number;
    readonly monthlyCost: number;
  }[];
  /** Cost per month that changes which are not finished would add. */
  readonly pending: readonly {
    readonly changeId: string;
    readonly title: string;
    readonly difference: number;
  }[];
  readonly observedAt: string;
  readonly problem?: string;
}
