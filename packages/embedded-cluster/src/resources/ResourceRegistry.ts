import { RESOURCE_TABLE } from './resourceTable';
import { apiVersionOf, ResourceType } from './ResourceType';

/** The kinds that are served now: those of the table, and those that definitions have added. */
export class ResourceRegistry {
  private readonly types = new Set<ResourceType>(RESOURCE_TABLE);

  /** In the order they were added. */
  list(): readonly ResourceType[] {
    return [...this.types];
  }

  add(type: ResourceType): void {
    this.types.add(type);
  }

  remove(type: ResourceType): void {
    this.types.delete(type);
  }

  find(
    group: string,
    version: string,
    plural: string,
  ): ResourceType | undefined {
    return this.first(
      type =>
        type.group === group &&
        type.version === version &&
        type.plural === plural,
    );
  }

  findByKind(apiVersion: string, kind: string): ResourceType | undefined {
    return this.first(
      type => type.kind === kind && apiVersionOf(type) === apiVersion,
    );
  }

  private first(
    isWanted: (type: ResourceType) => boolean,
  ): ResourceType | undefined {
    for (const type of this.types) {
      if (isWanted(type)) {
        return type;
      }
    }
    return undefined;
  }
}
