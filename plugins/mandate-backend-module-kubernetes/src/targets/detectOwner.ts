/** What of an object tells who manages it. */
export interface OwnerMarks {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Field managers. */
  readonly managers: readonly string[];
  /** The owner that controls the object, if it has one. */
  readonly controller?: { readonly kind: string; readonly name: string };
}

/** A tool, besides people and Mandate, that brings an object back to what it wants. */
export interface DetectedOwner {
  /** `Argo CD application 'shop'`. */
  readonly name: string;
  /** What showed it. */
  readonly because: string;
}

/** Who else manages an object. Two that manage the same one undo each other's work. */
export function detectOwner(marks: OwnerMarks): DetectedOwner | undefined {
  return (
    byController(marks) ??
    argoCd(marks) ??
    flux(marks) ??
    helm(marks) ??
    byManager(marks)
  );
}

function byController({ controller }: OwnerMarks): DetectedOwner | undefined {
  return controller
    ? {
        name: `${controller.kind} '${controller.name}'`,
        because: 'its owner reference names it as the controller',
      }
    : undefined;
}

function argoCd({ annotations, labels }: OwnerMarks) {
  const tracking = annotations['argocd.argoproj.io/tracking-id'];
  if (tracking) {
    return {
      name: `Argo CD application '${tracking.split(':')[0]}'`,
      because: 'it has the annotation argocd.argoproj.io/tracking-id',
    };
  }
  const instance = labels['argocd.argoproj.io/instance'];
  return instance
    ? {
        name: `Argo CD application '${instance}'`,
        because: 'it has the label argocd.argoproj.io/instance',
      }
    : undefined;
}

function flux({ labels }: OwnerMarks): DetectedOwner | undefined {
  const found = (
    [
      ['kustomize.toolkit.fluxcd.io/name', 'Flux Kustomization'],
      ['helm.toolkit.fluxcd.io/name', 'Flux HelmRelease'],
    ] as const
  ).find(([label]) => labels[label]);
  return found
    ? {
        name: `${found[1]} '${labels[found[0]]}'`,
        because: `it has the label ${found[0]}`,
      }
    : undefined;
}

function helm({ annotations, labels }: OwnerMarks): DetectedOwner | undefined {
  const release = annotations['meta.helm.sh/release-name'];
  return release && labels['app.kubernetes.io/managed-by'] === 'Helm'
    ? {
        name: `Helm release '${release}'`,
        because: 'it has the annotation meta.helm.sh/release-name',
      }
    : undefined;
}

const BY_MANAGER: readonly (readonly [RegExp, string])[] = [
  [/^argocd-/, 'Argo CD'],
  [/^(kustomize|helm)-controller$/, 'Flux'],
  [/^(helm|Helm)$/, 'Helm'],
];

function byManager({ managers }: OwnerMarks): DetectedOwner | undefined {
  for (const [pattern, name] of BY_MANAGER) {
    const manager = managers.find(found => pattern.test(found));
    if (manager) {
      return { name, because: `the field manager '${manager}' wrote it` };
    }
  }
  return undefined;
}
