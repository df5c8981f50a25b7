interface Manifest {
  exports: Record<string, string | { types: string; default: string }>
  bin?: Record<string, string>
}
export interface Packed {
  filename: string
  size: number
  unpackedSize: number
  files: { path: string }[]
}
export function missingFiles(manifest: Manifest, files: readonly { path: string }[]): string[]
export function sizesOf(
  manifest: Manifest,
  packed: Pick<Packed, 'size' | 'unpackedSize'>,
  read: (path: string) => string,
): Record<string, number>
export function grown(sizes: Record<string, number>, kept: Record<string, number>): string[]
