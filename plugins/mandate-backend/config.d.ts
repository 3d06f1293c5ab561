export interface Config {
  /** Mandate: what automation may do, and who decides the rest. */
  mandate?: {
    /** Where changes can happen. Their order is the order of the pickers. */
    environments?: Array<{
      /** A DNS label such as `prod`; mandates select by it. */
      name: string;
      /** What people call it; the name by default. */
      title?: string;
      /** Name of a connected cluster. */
      cluster: string;
      /**
       * More clusters that belong to it. With several, each entity says in `backstage.io/kubernetes-cluster` in which
       * one it is.
       */
      clusters?: string[];
      /**
       * Namespace of a target, unless its entity says another: may hold `{system}`, `{environment}`, `{name}` and
       * `{owner}`. By default `{system}-{environment}`; an entity without system counts by its own name.
       */
      namespace?: string;
      /** Whether real users are served here; it raises the risk of changes. False by default. */
      production?: boolean;
      /** IANA time zone of the people who look after it, such as `Europe/Berlin`; `UTC` by default. */
      timeZone?: string;
    }>;
    /**
     * Subjects of service tokens that belong to agents, and of plugins through which agents act for a person, beside
     * `plugin:mcp-actions`. An agent proposes and never approves.
     */
    agents?: Array<
      | string
      | {
          subject: string;
          /** The person who answers for it, as entity ref: they approve nothing that it proposes. */
          owner?: string;
          /**
           * Whether it may say in a proposal for which person it acts. That person cannot vote on it then and may
           * withdraw it, and the ledger calls it a claim. False by default.
           */
          mayNamePerson?: boolean;
        }
    >;
    /** Who approves beside the owner of the target where no mandate is in force. */
    defaultApprovers?: Array<{
      group: string;
      count: number;
      rejection?: 'single' | 'quorum';
    }>;
    /** How mandates themselves change: each change of one is approved by its owner and by these. */
    mandates?: {
      /**
       * Who approves every change of a mandate beside its owner, such as security. Without any, no change of a mandate
       * can be approved.
       */
      approvers?: Array<{
        group: string;
        count: number;
        rejection?: 'single' | 'quorum';
      }>;
      /**
       * Whether the first version of a mandate that the catalog shows comes into force without approval, for a first
       * start; the ledger says so. False by default.
       */
      trustFirstVersion?: boolean;
      /**
       * The repository that the catalog reads mandates from: approved versions that come from the portal are committed
       * there, and its commits tell who wrote what the catalog shows. Without one, the portal keeps its versions, and
       * each group approves what the catalog shows with one person more.
       */
      repository?: {
        /** The git directory of a repository that the portal can write, bare or not. */
        directory: string;
        /** `main` by default. */
        branch?: string;
        /**
         * A mandate's file, with `{name}` and `{namespace}`; `mandates/{name}.yaml` by default, where no two namespaces can
         * have a mandate of one name.
         */
        path?: string;
      };
    };
    templates?: {
      /**
       * Where approved templates are committed, each with the record of its design: `templates/NAME/template.yaml` and
       * `templates/NAME/decisions/DIGEST.md` on the branch `main`. Without one, the portal's database alone keeps them.
       */
      repository?: {
        /** A bare repository on this machine, made when it is not there; needs the program `git`. */
        directory: string;
      };
    };
    /** How long an approval may take when no mandate says so, as ISO 8601 duration; `P3D` by default. */
    approvalExpiresAfter?: string;
    /** How often mandates are read from the catalog, as ISO 8601 duration; `PT5S` by default. */
    mandateSyncEvery?: string;
    /** How long an assessor may take, as ISO 8601 duration; `PT10S` by default. */
    assessorTimeout?: string;
    /** How long planning may take, as ISO 8601 duration; `PT20S` by default. */
    planTimeout?: string;
    /**
     * How long one delivery of a notification, a signal, an event or a webhook may take before it counts as failed and is
     * tried again later, as ISO 8601 duration up to `PT30S`; `PT10S` by default.
     */
    deliveryTimeout?: string;
    /**
     * How often each person, and each agent, service or plugin may call, on each replica. Who calls too often is
     * answered 429 with the time to wait.
     */
    rateLimits?: {
      /** 600 a minute, and 300 at once, by default. */
      people?: { perMinute?: number; burst?: number };
      /** 300 a minute, and 150 at once, by default. */
      machines?: { perMinute?: number; burst?: number };
    };
    /** How long rows are kept that nothing depends on any more. The ledger is never shortened, and what names a person under legal hold stays. */
    retention?: {
      /** Delivered messages, as ISO 8601 duration of exact length; `P7D` by default. */
      messages?: string;
      /** Messages that were given up; `P90D` by default. */
      deadLetters?: string;
      /** Steps, checks and logs of runs after their change ended; for ever without it. Plans, decisions and votes stay. */
      journals?: string;
    };
    /** How runs are worked on by one replica; durations are ISO 8601 of exact length. */
    runs?: {
      /** How often to look for due runs when nobody tells, `PT1S` or more; half a second by default. */
      poll?: string;
      /** For how long a claim holds without being renewed: a replica that is paused for longer loses its runs; `PT30S` by default. */
      lease?: string;
      /** How long one call to a change kind may take; `PT1M` by default. */
      callTimeout?: string;
      /** How long to wait for runs to come to a safe point when the backend stops; `PT15S` by default. */
      drain?: string;
      /** How often a change that waits for a kill switch or a window asks again, beside when these change; `PT1M` by default. */
      holdCheck?: string;
      /** How many runs at once; 8 by default. */
      concurrency?: number;
    };
    /** Who may act against the rules in an emergency. Without groups, nobody may. */
    interventions?: {
      /** Groups whose members may start a change in spite of freezes and windows. */
      override?: string[];
      /** Groups whose members may run a change without the missing approvals. */
      breakGlass?: string[];
      /** Groups whose members are told at once, and review what others did. */
      reviewers?: string[];
      /** How long they have, as ISO 8601 duration; `P1D` by default. */
      reviewWithin?: string;
    };
    /** How the risk of a change is told. */
    risk?: {
      /** From which value on (0 to 1) something counts as medium or high. */
      thresholds?: {
        /** A probability that rules add up, until a model is trained; 0.34 and 0.67 by default. */
        probability?: { medium?: number; high?: number };
        /** A probability that was learned from outcomes; 0.1 and 0.3 by default. */
        forecast?: { medium?: number; high?: number };
        /** The impact; 0.34 and 0.67 by default. */
        impact?: { medium?: number; high?: number };
      };
      /** How often a model is trained on how changes ended, as ISO 8601 duration; `PT6H` by default. */
      trainEvery?: string;
    };
    /** Other systems that hear what happens to changes, as CloudEvents 1.0 by HTTP. */
    webhooks?: Array<{
      /** For logs and dead letters; each its own. */
      name: string;
      url: string;
      /**
       * Shared with the receiver; signs every delivery (Standard Webhooks). `whsec_` and base64 of 24 bytes or more, as
       * `echo whsec_$(openssl rand -base64 32)` makes it; without `whsec_`, the text itself, 24 characters or more.
       *
       * @visibility secret
       */
      secret: string;
      /** Types of events, the last part may be `*`; `dev.mandate.*` by default. */
      events?: string[];
    }>;
    ledger?: {
      /** Name of the log in its checkpoints, without white space and plus sign; by default `<host>/mandate`. */
      origin?: string;
      /**
       * The key that signs checkpoints: base64 of 32 bytes, an Ed25519 seed.
       *
       * @visibility secret
       */
      signingKey?: string;
      /** A file that holds the key, made at the first start and readable by its owner alone. */
      keyFile?: string;
      /**
       * Keys that signed before. During the overlap after a change of keys both sign, so that whoever knows only the
       * old key has time to learn the new one; afterwards an entry can go.
       */
      previousKeys?: Array<{
        /**
         * Base64 of 32 bytes, an Ed25519 seed.
         *
         * @visibility secret
         */
        signingKey?: string;
        /** A file that holds the key. */
        keyFile?: string;
      }>;
      /** Groups whose members, with the permission, erase personal data and place and release legal holds; nobody by default. */
      custodians?: string[];
      /** How long previous keys go on signing after each change of the present one; `P30D` by default. */
      keyOverlap?: string;
      /**
       * How long personal data beside the entries is kept, as ISO 8601 duration of exact length such as `P730D`; for ever
       * without it. A legal hold on a person stops it for all that names the person.
       */
      personalDataFor?: string;
      /** Where tiles and checkpoints are published, in the layout of C2SP tlog-tiles. */
      publish?: Array<
        | {
            type: 'directory';
            /** Made when it is not there; its files never hold personal data. */
            path: string;
          }
        | {
            type: 'git';
            /** A bare repository on this machine, made when it is not there; needs the program `git`. */
            repository: string;
            /** `ledger` by default. */
            branch?: string;
            /**
             * A remote to push the branch to, never by force. May hold credentials.
             *
             * @visibility secret
             */
            push?: string;
          }
      >;
      /** How often witnesses are asked and the log is published, as ISO 8601 duration; `PT1M` by default. */
      publishEvery?: string;
      /** Witnesses that cosign checkpoints (C2SP tlog-witness). One that does not answer stops nothing. */
      witnesses?: Array<{
        /** Without `add-checkpoint`. */
        url: string;
        /** `name+keyId+base64`, of type cosignature/v1. */
        verifierKey: string;
      }>;
    };
  };
}
