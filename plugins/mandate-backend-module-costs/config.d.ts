export interface Config {
  mandate?: {
    costs?: {
      /** ISO 4217 code, EUR when absent. */
      currency?: string;
      /** Price of one unit a month. A resource without a price costs nothing and is not listed. */
      prices?: {
        cpuCoreMonth?: number;
        memoryGiBMonth?: number;
        storageGiBMonth?: number;
      };
      /** Prices that differ in an environment, by its name. */
      environments?: {
        [environment: string]: {
          cpuCoreMonth?: number;
          memoryGiBMonth?: number;
          storageGiBMonth?: number;
        };
      };
    };
  };
}
