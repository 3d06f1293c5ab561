export interface Config {
  auth?: {
    /**
     * Roles one can sign in as without a password. For development only.
     * @visibility frontend
     * @deepVisibility frontend
     */
    developmentRoles?: Array<{
      name: string;
      title: string;
      description?: string;
      /** Entity ref of the user behind the role. */
      user: string;
    }>;
    providers?: {
      /** @visibility frontend */
      'development-roles'?: {};
    };
  };
}
