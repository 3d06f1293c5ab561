export interface Config {
  permission?: {
    /**
     * Start with the example's permission policy although NODE_ENV is production. It lets everybody try everything but
     * auditors: for demonstrations only.
     */
    mandateExample?: boolean;
  };
}
