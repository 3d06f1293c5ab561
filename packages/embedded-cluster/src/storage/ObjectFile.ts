import { chmodSync, closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { KubernetesObject } from '../model/KubernetesObject';
import { keyOf, ObjectKey, ResourceType } from '../resources/ResourceType';
import { Storage, storageName } from './Storage';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS objects (
    resource TEXT NOT NULL,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (resource, namespace, name)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) WITHOUT ROWID;
`;

const objectRow = z.object({ resource: z.string(), body: z.string() });
const sqliteError = z.object({
  code: z.string().optional(),
  message: z.string(),
});
const settingRow = z.object({ value: z.string() });
const storedObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    uid: z.string(),
    resourceVersion: z.string(),
    creationTimestamp: z.string(),
  }),
});

/**
 * The objects on disk, in one SQLite file that one process holds. A write is in the operating system's hands when it returns: it
 * survives `kill -9`, not a power cut.
 */
export class ObjectFile implements Storage {
  /**
   * Opens or creates the file.
   *
   * @throws Error when another process holds the file, or it is not a database
   */
  static open(path: string): ObjectFile {
    let database: Database.Database | undefined;
    try {
      keepPrivate(path);
      database = new Database(path, { timeout: 0 });
      database.pragma('locking_mode = EXCLUSIVE');
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
      return new ObjectFile(database);
    } catch (error) {
      database?.close();
      throw explain(path, error);
    }
  }

  private readonly putObject;
  private readonly removeObject;
  private readonly putSetting;
  private readonly getSetting;

  private constructor(private readonly database: Database.Database) {
    this.putObject = database.prepare(
      'INSERT OR REPLACE INTO objects (resource, namespace, name, body) VALUES (?, ?, ?, ?)',
    );
    this.removeObject = database.prepare(
      'DELETE FROM objects WHERE resource = ? AND namespace = ? AND name = ?',
    );
    this.putSetting = database.prepare(
      'INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)',
    );
    this.getSetting = database.prepare(
      'SELECT value FROM settings WHERE name = ?',
    );
  }

  revision(): number {
    return Number(this.setting('revision') ?? '1');
  }

  setting(name: string): string | undefined {
    const row = this.getSetting.get(name);
    return row === undefined ? undefined : settingRow.parse(row).value;
  }

  setSetting(name: string, value: string): void {
    this.putSetting.run(name, value);
  }

  load(
    resources: readonly ResourceType[],
  ): { resource: ResourceType; object: KubernetesObject }[] {
    const byName = new Map(resources.map(type => [storageName(type), type]));
    return this.database
      .prepare('SELECT resource, body FROM objects')
      .all()
      .flatMap(row => {
        const { resource, body } = objectRow.parse(row);
        const type = byName.get(resource);
        const object: KubernetesObject = storedObject.parse(JSON.parse(body));
        return type ? [{ resource: type, object }] : [];
      });
  }

  put(resource: ResourceType, object: KubernetesObject, revision: number) {
    const { namespace, name } = keyOf(object);
    this.atRevision(revision, () =>
      this.putObject.run(
        storageName(resource),
        namespace,
        name,
        JSON.stringify(object),
      ),
    );
  }

  remove(resource: ResourceType, key: ObjectKey, revision: number) {
    this.atRevision(revision, () =>
      this.removeObject.run(storageName(resource), key.namespace, key.name),
    );
  }

  close(): void {
    this.database.close();
  }

  private atRevision(revision: number, write: () => void): void {
    this.database.transaction(() => {
      write();
      this.putSetting.run('revision', String(revision));
    })();
  }
}

/** The file holds the token, the server's key and Secrets: only its owner may read it. */
function keepPrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

function explain(path: string, error: unknown): Error {
  // not instanceof: errors of a native module can come from another realm
  const { code, message } = sqliteError.safeParse(error).data ?? {
    code: undefined,
    message: String(error),
  };
  switch (code) {
    case 'SQLITE_BUSY':
      return new Error(
        `The cluster's data file ${path} is in use by another process. Stop that process, or give this one another file.`,
        { cause: error },
      );
    case 'SQLITE_NOTADB':
      return new Error(
        `${path} is not a data file of an embedded cluster. Delete it to start with an empty cluster, or give another path.`,
        { cause: error },
      );
    default:
      return new Error(
        `The cluster's data file ${path} cannot be opened: ${message}. Check that its folder exists, is writable and has space.`,
        { cause: error },
      );
  }
}
