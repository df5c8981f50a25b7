/** Writes report.schema.json, the JSON Schema of reports, from the types in src/schema.ts. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createGenerator } from 'ts-json-schema-generator'

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url))

const COUNT = { type: 'integer', minimum: 0 }

/** What the types cannot say, by the name of the property. */
const NARROWER = {
  sha256: { pattern: '^(?:[0-9a-f]{64})?$' },
  probability: { minimum: 0, maximum: 1 },
  score: { type: 'integer', minimum: 0, maximum: 100 },
  ...Object.fromEntries(
    [
      'size',
      'start',
      'end',
      'hop',
      'characters',
      'words',
      'count',
      'found',
      'part',
      'value',
      'instances',
    ].map((name) => [name, COUNT]),
  ),
}

function narrow(node) {
  if (node === null || typeof node !== 'object') return
  for (const [name, property] of Object.entries(node.properties ?? {}))
    if (Object.hasOwn(NARROWER, name) && (property.type === 'number' || property.type === 'string'))
      Object.assign(property, NARROWER[name])
  for (const child of Object.values(node)) narrow(child)
}

/** The schema as the file has it. */
export function reportSchema() {
  const { $schema, ...schema } = createGenerator({
    path: path('src/schema.ts'),
    tsconfig: path('tsconfig.json'),
    type: 'Report',
    topRef: false,
    additionalProperties: false,
    skipTypeCheck: true,
  }).createSchema('Report')
  narrow(schema)
  // lines of NDJSON have a path before the report, and commands may put more beside it
  delete schema.additionalProperties
  const { version } = JSON.parse(readFileSync(path('package.json'), 'utf8'))
  const head = {
    $schema,
    title: 'Report of backstamp',
    description: `What backstamp ${version} says of a message. Of each line of NDJSON, of each item of JSON, and of what analyze returns.`,
  }
  return `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(path('report.schema.json'), reportSchema())
