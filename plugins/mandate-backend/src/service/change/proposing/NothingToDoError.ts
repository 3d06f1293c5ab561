import { InputError } from '@backstage/errors';

/** A proposal that would change nothing, because it is so already. */
export class NothingToDoError extends InputError {}
