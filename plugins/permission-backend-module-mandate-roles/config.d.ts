export interface Config {
  permission?: {
    /**
     * Who has which role in Mandate: groups and people, as entity references. Whoever is signed in is a viewer; somebody
     * with several roles may do what any of them may. Who counts as an approver of what is no matter of these: mandates
     * and the kernel decide it.
     */
    mandateRoles?: {
      /** Also propose, vote, stop automation, read the ledger, and control changes they proposed, own the target of, or are asked about. */
      developer?: string[];
      /** Also control any change, override freezes and break the glass, review these and mandates. */
      approver?: string[];
      /** Also give a mandate back what failures took from it, and, in development, break embedded clusters on purpose. */
      mandateOwner?: string[];
      /** See what viewers see, the ledger too, and change nothing. */
      auditor?: string[];
      /** Everything, also what could not be delivered, and the ledger's personal data. */
      administrator?: string[];
    };
  };
}
