import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { grown, missingFiles, sizesOf } from '../../scripts/package-check.mjs'
import { ROOT } from '../helpers/build.ts'

describe('a tarball to publish', () => {
  const manifest = {
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
    bin: { backstamp: './dist/cli/main.js' },
  }

  it('has all that package.json names', () => {
    const files = ['dist/index.d.ts', 'dist/index.js', 'dist/cli/main.js', 'package.json'].map((path) => ({
      path,
    }))
    expect(missingFiles(manifest, files)).toEqual([])
    expect(missingFiles(manifest, files.slice(1))).toEqual(['dist/index.d.ts'])
    expect(missingFiles(manifest, [{ path: 'package.json' }])).toEqual([
      'dist/index.d.ts',
      'dist/index.js',
      'dist/cli/main.js',
    ])
  })

  it('is measured by what importing an entry point loads, each module once', () => {
    const modules: Record<string, string> = {
      'dist/index.js': 'import {\n  a\n} from "./a.js";\nimport "./b.js";\nimport c from "entities";\n',
      'dist/a.js': 'export { b } from "./b.js"; const c = () => import("./c.js")\n',
      'dist/b.js': '12345678',
      'dist/c.js': 'ü',
    }
    const sizes = sizesOf(manifest, { size: 10, unpackedSize: 20 }, (path) => modules[path])
    const bytes = Object.values(modules).reduce((sum, source) => sum + Buffer.byteLength(source), 0)
    expect(sizes).toEqual({ tarball: 10, unpacked: 20, '.': bytes })
  })

  it('may differ from the sizes that are kept by a twentieth', () => {
    const kept = { tarball: 1000, '.': 100 }
    expect(grown({ tarball: 1050, '.': 95 }, kept)).toEqual([])
    expect(grown({ tarball: 1051, '.': 100 }, kept)).toEqual(['tarball has 1051 bytes, 5.1 % more than 1000'])
    expect(grown({ tarball: 1000, '.': 94 }, kept)).toHaveLength(1)
    expect(grown({ tarball: 1000 }, kept)).toEqual(['. is not there any more'])
    expect(grown({ ...kept, './new': 5 }, kept)).toEqual(['./new is new, 5 bytes'])
  })
})

const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
  cwd: ROOT,
  encoding: 'utf8',
})
const packed: string[] = JSON.parse(stdout)[0].files.map(({ path }: { path: string }) => path)
const documents = packed.filter((path) => path.endsWith('.md'))
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** Links and pictures of a page, what stands in code aside. */
const linksOf = (page: string): string[] =>
  [...page.replace(/^```[\s\S]+?^```/gm, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link)

describe('documents in the package', () => {
  it('are there', () => {
    expect(documents).toEqual(
      expect.arrayContaining(['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'docs/guide.md']),
    )
    expect(linksOf(read('README.md')).length).toBeGreaterThan(20)
  })

  it.each(documents)('%s leads to nothing that is not in the package', (path) => {
    const dead = linksOf(read(path)).filter((link) => {
      if (/^https?:/.test(link) || link.startsWith('#')) return false
      return !packed.includes(posix.join(dirname(path), link.split('#')[0]))
    })
    expect(dead).toEqual([])
  })

  it.each([...documents, 'report.schema.json', 'package.json'])(
    '%s names no address or package that nobody owns',
    (path) => {
      expect(read(path)).not.toMatch(
        /npx backstamp|(?:npmjs\.com|unpkg\.com|jsdelivr\.net|github\.com)\/\S*backstamp/,
      )
    },
  )
})
