// What is measured of backstamp itself, for any build of it.

const CHUNK = 65_536

/** @param {typeof import('../dist/index.js')} build */
export function tasksOf({ createAnalyzer }) {
  const analyzer = createAnalyzer()
  return {
    analyze: (message) => void analyzer.analyze(message),
    'session, 64 KB': (message) => {
      const session = analyzer.session()
      for (let at = 0; at < message.length; at += CHUNK) session.write(message.subarray(at, at + CHUNK))
      session.end()
    },
    'header only': (message) => {
      const session = analyzer.session()
      for (let at = 0; at < message.length && !session.headers(); at += CHUNK)
        session.write(message.subarray(at, at + CHUNK))
    },
  }
}
