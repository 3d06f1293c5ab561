/**
 * Whether an image comes from one of the registries: a host (`ghcr.io`), or a host with a path (`ghcr.io/our-team`). Images are
 * completed as container runtimes do: `nginx` is `docker.io/library/nginx`.
 *
 * Source: the OCI distribution reference grammar; a first part is a host when it has a dot, a colon or is `localhost`.
 */
export function isWithinRegistries(
  image: string,
  registries: readonly string[],
): boolean {
  const full = completed(image);
  return registries.some(registry => {
    const prefix = registry.replace(/\/+$/, '');
    return full.startsWith(`${prefix}/`);
  });
}

function completed(image: string): string {
  const [first, ...rest] = image.split('/');
  if (rest.length === 0) {
    return `docker.io/library/${image}`;
  }
  const isHost = /[.:]/.test(first) || first === 'localhost';
  return isHost ? image : `docker.io/${image}`;
}
