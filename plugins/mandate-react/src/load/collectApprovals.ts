import type {
  ChangeDetail,
  MandateApi,
  Page,
} from '@mandate/plugin-mandate-common';

/** Requests for one list of one's own approvals; the server bounds what each looks through. */
const MAX_REQUESTS = 10;
const DEFAULT_LIMIT = 25;

/** What somebody can vote on, over pages that hold less than was asked for and are not the last. */
export async function collectApprovals(
  api: Pick<MandateApi, 'listApprovals'>,
  filter: NonNullable<Parameters<MandateApi['listApprovals']>[0]>,
  options: { readonly signal?: AbortSignal },
): Promise<Page<ChangeDetail>> {
  const limit = filter.limit ?? DEFAULT_LIMIT;
  const items: ChangeDetail[] = [];
  let { cursor } = filter;
  for (let requests = 0; requests < MAX_REQUESTS; requests += 1) {
    const page = await api.listApprovals(
      { ...filter, cursor, limit: limit - items.length },
      options,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === undefined || items.length >= limit) {
      break;
    }
  }
  return { items, ...(cursor !== undefined && { nextCursor: cursor }) };
}
