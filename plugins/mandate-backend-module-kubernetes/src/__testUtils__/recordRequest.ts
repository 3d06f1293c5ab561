import { appendFileSync } from 'node:fs';
import type { RequestListener } from '../cluster/ClusterConnection';
import { accessOfRequest } from '../permissions/accessOfRequest';

/** File that the accesses of all contract tests are added to, to compare them with what the shipped roles grant. */
const FILE = process.env.MANDATE_TEST_ACCESSES;

/** Adds a request's access to the file, when one is wanted. An apply that makes the object asks for `create`, too. */
export const recordRequest: RequestListener = ({ method, path, status }) => {
  const access = FILE ? accessOfRequest(method, path) : undefined;
  if (FILE && access) {
    const { verb, group, resource } = access;
    const verbs =
      verb === 'patch' && status === 201 ? [verb, 'create'] : [verb];
    for (const used of verbs) {
      appendFileSync(FILE, `${used} ${group}/${resource} ${status}\n`);
    }
  }
};
