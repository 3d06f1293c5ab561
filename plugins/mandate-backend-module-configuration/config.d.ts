export interface Config {
  mandate?: {
    /** Configuration of services in git. Without it the module does nothing. */
    configuration?: {
      /** Folder of the bare repository, relative to the working directory; made where there is none. */
      repository: string;
      /** Folder of JSON Schemas: `effective.json`, `levels/<level>.json`, `services/<name>.json`. */
      schemas: string;
      /** Folder whose YAML files become the first version of a repository that has none. */
      seed?: string;
      /** How often to compare git with what is applied and live, in seconds. Default: 60. */
      driftIntervalSeconds?: number;
      remote?: {
        /** What git takes: a path, `https://…` or `ssh://…`. Log in by git's own means, not in the address. */
        url: string;
        /** Default: main. */
        branch?: string;
        /** How often to fetch and push, in seconds. Default: 60. */
        intervalSeconds?: number;
      };
      /** Must hold in every environment: the value at `path` is `mustBe`. */
      security?: Array<{
        id: string;
        path: string[];
        mustBe: boolean | string | number;
        words: string;
      }>;
      /** Whose signatures count: a file of git's `gpg.ssh.allowedSignersFile`. */
      allowedSigners?: string;
    };
  };
}
