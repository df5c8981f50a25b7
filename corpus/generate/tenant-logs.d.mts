/** Types of tenant-logs.mjs. */

/** By path below corpus/tenant, the content of each file. */
export const TENANT_FILES: Record<string, string | Uint8Array>
