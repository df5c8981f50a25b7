import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' }
import { Ajv, type ErrorObject } from 'ajv'
import addFormats from 'ajv-formats'

/** What a JSON Schema has against a value; empty where it is valid. */
export type Validator = (value: unknown) => ErrorObject[]

export function validatorOf(
  schema: object,
  options: { strict: boolean; unicodeRegExp?: boolean },
): Validator {
  const ajv = new Ajv({ ...options, allErrors: false })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)
  return (value) => (validate(value) ? [] : validate.errors!)
}

/** The schema of SARIF 2.1.0, which is of draft 4: what it uses of that is the same in draft 7, but for the name of its id. */
export function sarifValidator(): Validator {
  const { $schema: _, id, ...schema } = sarifSchema
  return validatorOf({ ...schema, $id: id }, { strict: false, unicodeRegExp: false })
}
