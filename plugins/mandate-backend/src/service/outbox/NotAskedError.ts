/** Somebody was not asked, because of having been silent a moment ago. */
export class NotAskedError extends Error {}
