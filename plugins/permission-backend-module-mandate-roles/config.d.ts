export interface Config {
  permission?: {
    /**
     * Who has which role in Mandate: groups and people, as entity references. Whoever is signed in is a viewer; somebody
     * with several roles may do what any of them may. Who counts as an approver of what is no matter of these: mandates
     * and the kernel decide it.
     */
    mandateRoles?: {
      /** Propose, and control what is theirs. */
      developer?: string[];
      /** Vote, control what they approve, stop automation, intervene. */
      approver?: string[];
      /** Review and widen mandates. */
      mandateOwner?: string[];
      /** Read everything, the ledger too, and change nothing. */
      auditor?: string[];
      /** Everything. */
      administrator?: string[];
    };
  };
}
