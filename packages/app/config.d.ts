export interface Config {
  auth?: {
    /**
     * Roles one can sign in as without a password, for development. The sign-in page offers them.
     * @deepVisibility frontend
     */
    developmentRoles?: Array<{
      name: string;
      title: string;
      description?: string;
    }>;
  };
}
