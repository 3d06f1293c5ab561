import type { OwnerMarks } from './ownerMarks';

/** A tool, besides people and Mandate, that brings an object back to what it wants. */
export interface DetectedOwner {
  /** `Argo CD application 'shop'`. */
  readonly name: string;
  /** What showed it. */
  readonly because: string;
  /** How the change is made through that owner; a sentence. */
  readonly there: string;
  /** How the object gets from that owner to Mandate; a sentence. */
  readonly handOver: string;
}

const ARGO_TRACKING = 'argocd.argoproj.io/tracking-id';
const ARGO_INSTANCE = 'argocd.argoproj.io/instance';
const INSTANCE = 'app.kubernetes.io/instance';
const MANAGED_BY = 'app.kubernetes.io/managed-by';
const HELM_RELEASE = 'meta.helm.sh/release-name';
const HELM_NAMESPACE = 'meta.helm.sh/release-namespace';
const KUSTOMIZATION = 'kustomize.toolkit.fluxcd.io/name';
const KRO_OWNED = 'kro.run/owned';
const KRO_INSTANCE = 'kro.run/instance-name';
const KRO_KIND = 'kro.run/instance-kind';
const FLUX_RELEASE = 'helm.toolkit.fluxcd.io/name';

/**
 * Who else manages an object. Two that manage the same one undo each other's work.
 *
 * @param takenOver - managers that are known to have given it up
 */
export function detectOwner(
  marks: OwnerMarks,
  takenOver: readonly string[] = [],
): DetectedOwner | undefined {
  const managers = marks.managers.filter(name => !takenOver.includes(name));
  return (
    byController(marks) ??
    argoCd({ ...marks, managers }) ??
    flux(marks) ??
    helm(marks) ??
    kro(marks) ??
    byOperatorsLabel(marks) ??
    byManager({ ...marks, managers })
  );
}

/** Why an object cannot be changed here, and what to do: through its owner, or by taking it over for good. */
export function otherToolWords(
  object: string,
  { name, because, there, handOver }: DetectedOwner,
): string {
  return `${object} is managed by ${name} (${because}), which would undo the change. ${there} To have Mandate manage it instead: ${handOver}`;
}

function byController({ controller }: OwnerMarks): DetectedOwner | undefined {
  if (!controller) {
    return undefined;
  }
  const { kind, name } = controller;
  return {
    name: `${kind} '${name}'`,
    because: 'its owner reference names it',
    there: `Change the ${kind} '${name}': its operator makes this object from it.`,
    handOver:
      'that is not possible for a part of what an operator makes; deploy a workload of your own beside it, and remove that one.',
  };
}

function argoCd({ annotations, labels, managers }: OwnerMarks) {
  const tracking = annotations[ARGO_TRACKING];
  if (tracking) {
    return argoApplication(tracking.split(':')[0] ?? '', {
      because: `it has the annotation ${ARGO_TRACKING}`,
      release: 'take that annotation off it',
    });
  }
  const instance = labels[ARGO_INSTANCE];
  if (instance) {
    return argoApplication(instance, {
      because: `it has the label ${ARGO_INSTANCE}`,
      release: 'take that label off it',
    });
  }
  // Older versions track by a label that others use, too; the manager tells whose it is.
  const common = labels[INSTANCE];
  const manager = managers.find(found => /^argocd-/.test(found));
  return common && manager
    ? argoApplication(common, {
        because: `it has the label ${INSTANCE}, and the field manager '${manager}' wrote it`,
        release: `propose the change again with takeOverFrom: ['${manager}']`,
      })
    : undefined;
}

function argoApplication(
  name: string,
  { because, release }: { readonly because: string; readonly release: string },
): DetectedOwner {
  return {
    name: `Argo CD application '${name}'`,
    because,
    there: `Commit the change to the source of the application '${name}', and let Argo CD sync it.`,
    handOver: `take it out of the application without deleting it (the annotation argocd.argoproj.io/sync-options: Prune=false on it, or \`argocd app delete ${name} --cascade=false\` for all of the application), then ${release}.`,
  };
}

function flux({ labels }: OwnerMarks): DetectedOwner | undefined {
  const kustomization = labels[KUSTOMIZATION];
  if (kustomization) {
    return {
      name: `Flux Kustomization '${kustomization}'`,
      because: `it has the label ${KUSTOMIZATION}`,
      there: `Commit the change to the source of the Kustomization '${kustomization}'; Flux applies it.`,
      handOver: `annotate the object with kustomize.toolkit.fluxcd.io/prune: disabled, take it out of the source, and once Flux has reconciled take the labels kustomize.toolkit.fluxcd.io/name and …/namespace off it.`,
    };
  }
  const release = labels[FLUX_RELEASE];
  return release
    ? {
        name: `Flux HelmRelease '${release}'`,
        because: `it has the label ${FLUX_RELEASE}`,
        there: `Change the values of the HelmRelease '${release}', in git if it comes from there.`,
        handOver: `suspend the HelmRelease (\`flux suspend helmrelease ${release}\`), and take the labels helm.toolkit.fluxcd.io/name and …/namespace, and what Helm put there (meta.helm.sh/…, ${MANAGED_BY}), off the object.`,
      }
    : undefined;
}

function helm({ annotations, labels }: OwnerMarks): DetectedOwner | undefined {
  const release = annotations[HELM_RELEASE];
  if (!release || labels[MANAGED_BY] !== 'Helm') {
    return undefined;
  }
  const namespace = annotations[HELM_NAMESPACE];
  const place = namespace ? ` --namespace ${namespace}` : '';
  return {
    name: `Helm release '${release}'`,
    because: `it has the annotation ${HELM_RELEASE}`,
    there: `Change the values of the release: \`helm upgrade ${release} CHART --reuse-values --set …${place}\`.`,
    handOver: `annotate the object with helm.sh/resource-policy: keep, run \`helm uninstall ${release}${place}\`, and take the annotations meta.helm.sh/release-name and …/release-namespace and the label ${MANAGED_BY} off it.`,
  };
}

/** A template's file installs where kro runs, too: an instance belongs to kro or to Mandate, never to both. */
function kro({ labels }: OwnerMarks): DetectedOwner | undefined {
  const instance = labels[KRO_INSTANCE];
  if (instance === undefined && labels[KRO_OWNED] !== 'true') {
    return undefined;
  }
  const kind = labels[KRO_KIND] ?? 'instance';
  return {
    name: `kro ${kind} '${instance ?? 'unknown'}'`,
    because: `it has the label ${
      instance === undefined ? KRO_OWNED : KRO_INSTANCE
    }`,
    there: `Change the ${kind} '${
      instance ?? 'unknown'
    }'; kro makes this object from it.`,
    handOver: `annotate the ${kind} with kro.run/reconcile: suspended, and take the labels that begin with kro.run/ and the label applyset.kubernetes.io/part-of off the object; delete the ${kind} only when none of its objects has them any more.`,
  };
}

/** Operators that set no controller, as it would forbid a second owner, say who they are by the common label. */
function byOperatorsLabel({ labels }: OwnerMarks): DetectedOwner | undefined {
  const managedBy = labels[MANAGED_BY] ?? '';
  return /(^|-)(operator|controller)$/i.test(managedBy)
    ? {
        name: `the operator '${managedBy}'`,
        because: `it has the label ${MANAGED_BY}`,
        there:
          'Change the custom resource from which that operator makes this object.',
        handOver: `that is not possible while the operator looks after it; when it does not any more, take the label ${MANAGED_BY} off it.`,
      }
    : undefined;
}

const BY_MANAGER: readonly (readonly [RegExp, string, string])[] = [
  [
    /^argocd-/,
    'Argo CD',
    'Commit the change to the source of its application.',
  ],
  [
    /^kustomize-controller$/,
    'Flux',
    'Commit the change to the source of its Kustomization.',
  ],
  [/^helm-controller$/, 'Flux', 'Change the values of its HelmRelease.'],
  [
    /^kro\.run\//,
    'kro',
    'Change the instance from which kro makes this object.',
  ],
  [/^helm$/i, 'Helm', 'Change the values of its release with `helm upgrade`.'],
];

function byManager({ managers }: OwnerMarks): DetectedOwner | undefined {
  for (const [pattern, name, there] of BY_MANAGER) {
    const manager = managers.find(found => pattern.test(found));
    if (manager) {
      return {
        name,
        because: `the field manager '${manager}' wrote it`,
        there,
        handOver: `stop ${name} from managing it, and propose the change again with takeOverFrom: ['${manager}'].`,
      };
    }
  }
  return undefined;
}
