import type { Namespaces } from '../request/namespaces';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import type { NamespaceObject } from '../request/kubernetesObject';
import type { AdmissionInput } from './admissionInput';
import { isExempt } from './exemptResources';
import { refusedSubject } from './refusal';
import { namespaceToRead, requestReading } from './requestReading';
import type { RequestReading } from './requestReading';

/** What all policies need to know of a request. */
export class PreparedInput implements AdmissionInput {
  readonly attributes: AdmissionAttributes;
  readonly namespaces: Namespaces;
  readonly paramsOf: AdmissionInput['paramsOf'];
  readonly authorize: AdmissionInput['authorize'];
  readonly equivalents: AdmissionInput['equivalents'];

  readonly isExempt: boolean;
  readonly namespace: NamespaceObject | undefined;
  /** The name of the request's namespace, when there is no such namespace. */
  readonly missingNamespace: string | undefined;
  private readingAsAsked: RequestReading | undefined;
  private subjectOfRefusals: string | undefined;

  constructor({
    attributes,
    namespaces,
    paramsOf,
    authorize,
    equivalents,
  }: AdmissionInput) {
    this.attributes = attributes;
    this.namespaces = namespaces;
    this.paramsOf = paramsOf;
    this.authorize = authorize;
    this.equivalents = equivalents;
    const name = namespaceToRead(attributes);
    this.isExempt = isExempt(attributes);
    this.namespace = name === '' ? undefined : namespaces.find(name);
    this.missingNamespace =
      name !== '' && this.namespace === undefined ? name : undefined;
  }

  /** What is read of the request in its own version. */
  get reading(): RequestReading {
    this.readingAsAsked ??= requestReading(
      this.attributes,
      undefined,
      this.namespace,
    );
    return this.readingAsAsked;
  }

  /** What a refusal says that it is about. */
  get subject(): string {
    this.subjectOfRefusals ??= refusedSubject(this.attributes);
    return this.subjectOfRefusals;
  }
}

/**
 * Prepares a request for several policies: what they read of it is found once, and variables that several of them have are
 * evaluated once. What is decided, what it costs and what it says is the same without.
 *
 * @public
 */
export function prepareAdmission(input: AdmissionInput): AdmissionInput {
  return preparedInput(input);
}

/** The same for one policy, unless the request is prepared. */
export function preparedInput(input: AdmissionInput): PreparedInput {
  return input instanceof PreparedInput ? input : new PreparedInput(input);
}
