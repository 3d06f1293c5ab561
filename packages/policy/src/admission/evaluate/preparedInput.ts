import type { NamespaceObject } from '../request/kubernetesObject';
import type { AdmissionInput } from './admissionInput';
import { isExempt } from './exemptResources';
import { namespaceToRead, requestValues } from './requestValues';
import type { RequestReading } from './requestValues';

const known = new WeakMap<AdmissionInput, PreparedInput>();

/** What all policies need to know of a request, found once for all of them. */
export class PreparedInput {
  readonly isExempt: boolean;
  readonly namespace: NamespaceObject | undefined;
  /** The name of the request's namespace, when there is no such namespace. */
  readonly missingNamespace: string | undefined;
  private readingAsAsked: RequestReading | undefined;

  constructor(private readonly input: AdmissionInput) {
    const { attributes, namespaces } = input;
    const name = namespaceToRead(attributes);
    this.isExempt = isExempt(attributes);
    this.namespace = name === '' ? undefined : namespaces.find(name);
    this.missingNamespace =
      name !== '' && this.namespace === undefined ? name : undefined;
  }

  /** What is read of the request in its own version. */
  get reading(): RequestReading {
    this.readingAsAsked ??= requestValues(
      this.input.attributes,
      undefined,
      this.namespace,
    );
    return this.readingAsAsked;
  }
}

/** Prepares what a request's policies are evaluated on; the same for each of them. */
export function preparedInput(input: AdmissionInput): PreparedInput {
  const prepared = known.get(input);
  if (prepared !== undefined) {
    return prepared;
  }
  const made = new PreparedInput(input);
  known.set(input, made);
  return made;
}
