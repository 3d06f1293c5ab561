export interface Config {
  auth?: {
    /**
     * Roles one can sign in as without a password. For development only.
     */
    developmentRoles?: Array<{
      name: string;
      title: string;
      description?: string;
      /** Entity ref of the user behind the role. */
      user: string;
    }>;
    providers?: {
      'development-roles'?: {};
    };
  };
}
