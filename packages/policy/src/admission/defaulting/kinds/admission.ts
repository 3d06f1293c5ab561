import {
  ensureObject,
  type JsonObject,
  objectAt,
  objectsAt,
  setDefault,
  setDefaults,
} from '../jsonObject';

/** A validating or mutating admission policy. */
export function defaultAdmissionPolicy(policy: JsonObject): void {
  const spec = ensureObject(policy, 'spec');
  setDefault(spec, 'failurePolicy', 'Fail');
  defaultMatchResources(objectAt(spec, 'matchConstraints'));
}

/** A binding of an admission policy. */
export function defaultAdmissionPolicyBinding(binding: JsonObject): void {
  defaultMatchResources(objectAt(objectAt(binding, 'spec'), 'matchResources'));
}

/** Webhooks that validate. */
export function defaultValidatingWebhooks(configuration: JsonObject): void {
  objectsAt(configuration, 'webhooks').forEach(defaultWebhook);
}

/** Webhooks that mutate. */
export function defaultMutatingWebhooks(configuration: JsonObject): void {
  for (const webhook of objectsAt(configuration, 'webhooks')) {
    defaultWebhook(webhook);
    setDefault(webhook, 'reinvocationPolicy', 'Never');
  }
}

const matchDefaults = (): JsonObject => ({
  matchPolicy: 'Equivalent',
  namespaceSelector: {},
  objectSelector: {},
});

function defaultMatchResources(match: JsonObject | undefined): void {
  if (match) {
    setDefaults(match, matchDefaults());
    for (const rules of ['resourceRules', 'excludeResourceRules']) {
      defaultScopes(match, rules);
    }
  }
}

function defaultWebhook(webhook: JsonObject): void {
  setDefaults(webhook, {
    ...matchDefaults(),
    failurePolicy: 'Fail',
    timeoutSeconds: 10,
  });
  defaultScopes(webhook, 'rules');
  const service = objectAt(objectAt(webhook, 'clientConfig'), 'service');
  if (service) {
    setDefault(service, 'port', 443);
  }
}

function defaultScopes(parent: JsonObject, rules: string): void {
  for (const rule of objectsAt(parent, rules)) {
    setDefault(rule, 'scope', '*');
  }
}
