import { DuckDBInstance } from '@duckdb/node-api'

/** Rows that a statement gives in DuckDB, as JSON has them: 64-bit integers are text. */
export async function duckdb(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
