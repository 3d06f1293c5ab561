export interface Config {
  mandate?: {
    health?: {
      /** How often workloads are looked at for crash loops, in seconds. Default: 5. */
      intervalSeconds?: number;
    };
  };
}
