interface State {
  manifest: { version: string; repository?: unknown }
  lock: { version: string }
  version: string | undefined
  changelog: string
  changed: string
}
export function obstacles(state: State): { always: string[]; unlessDry: string[] }
