import { AccessRequest, authorizerOf, grantsOf } from '../access/authorizerOf';
import { MASTERS, User, userNamed } from '../access/User';
import { ObjectApi } from '../api/ObjectApi';
import { JsonObject } from '../model/KubernetesObject';
import { objectAt, stringAt } from '../model/jsonFields';
import { checkStructure } from '../schema/checkStructure';
import { schemaOf } from '../schema/schema';
import { readObject } from './readObject';
import { Request } from './Request';

const ROOT = '/apis/authorization.k8s.io/v1/';
const KINDS = new Map([
  ['selfsubjectaccessreviews', 'SelfSubjectAccessReview'],
  ['subjectaccessreviews', 'SubjectAccessReview'],
  ['selfsubjectrulesreviews', 'SelfSubjectRulesReview'],
]);

/** The kind of review that is posted to a path, if any. */
export function reviewAt(path: string): string | undefined {
  return path.startsWith(ROOT) ? KINDS.get(path.slice(ROOT.length)) : undefined;
}

/** Answers what the caller, or another user, may do (`kubectl auth can-i`). */
export async function handleReview(
  kind: string,
  request: Request,
  objects: ObjectApi,
) {
  const body = await readObject(request);
  const schema = schemaOf({ schemaId: `io.k8s.api.authorization.v1.${kind}` });
  const spec = objectAt(checkStructure(body, schema).value, 'spec');
  return {
    kind,
    apiVersion: 'authorization.k8s.io/v1',
    metadata: { creationTimestamp: null },
    spec,
    status:
      kind === 'SelfSubjectRulesReview'
        ? rulesStatus(objects, request.user, stringAt(spec, 'namespace'))
        : accessStatus(objects, kind, request.user, spec),
  };
}

function accessStatus(
  objects: ObjectApi,
  kind: string,
  caller: User,
  spec: JsonObject,
) {
  const groups = Array.isArray(spec.groups) ? spec.groups.map(String) : [];
  const user =
    kind === 'SubjectAccessReview'
      ? userNamed(stringAt(spec, 'user'), groups)
      : caller;
  const { allowed, reason } = authorizerOf(objects, user)(questionOf(spec));
  return { allowed, ...(reason && { reason }) };
}

function questionOf(spec: JsonObject): AccessRequest {
  if (spec.nonResourceAttributes) {
    const asked = objectAt(spec, 'nonResourceAttributes');
    return {
      kind: 'path',
      path: stringAt(asked, 'path'),
      verb: stringAt(asked, 'verb'),
    };
  }
  const asked = objectAt(spec, 'resourceAttributes');
  const text = (field: string) => stringAt(asked, field);
  return {
    kind: 'resource',
    group: text('group'),
    resource: text('resource'),
    subresource: text('subresource'),
    namespace: text('namespace'),
    name: text('name'),
    verb: text('verb'),
    fieldSelector: '',
    labelSelector: '',
  };
}

function rulesStatus(objects: ObjectApi, user: User, namespace: string) {
  const rules = user.groups.includes(MASTERS)
    ? [
        { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
        { verbs: ['*'], nonResourceURLs: ['*'] },
      ]
    : grantsOf(objects, user, namespace).flatMap(grant => grant.rules);
  return {
    resourceRules: rules.filter(rule => 'resources' in rule),
    nonResourceRules: rules.filter(rule => 'nonResourceURLs' in rule),
    incomplete: false,
  };
}
