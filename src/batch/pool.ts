/** Jobs over worker threads. A worker that dies is replaced and costs only the job that it had in hand. */
import { Worker } from 'node:worker_threads'
import { createLane, type Lane, type Placed } from './lane.ts'

export interface PoolOptions<Job = never, Result = unknown> {
  /** The module that every worker runs. It answers each job, in order, as `answerJobs` does. */
  script: URL
  workerData?: unknown
  /** Workers at most; each is started when there is work for it. */
  workers: number
  /** Milliseconds that one job may take before its worker is stopped, the start of the worker not among them. */
  timeout: number
  /** Megabytes of old generation that a worker may use; Node's own bound where absent. */
  memory?: number
  /** Does a job in this thread. Jobs that no worker has room for are done so, one a turn of the event loop. */
  here?: (job: Job) => Result
}

export interface Pool<Job, Result> {
  /** Jobs without a result. */
  readonly pending: number
  /**
   * Runs a job; where it is bytes, they must stay as they are until there is a result. With `moved` those buffers are transferred, and the job goes to a worker that has no other.
   * @throws WorkerError where the worker died of this job or took too long; what the worker said where it answered with an error;
   * TypeError or DataCloneError where the job cannot be posted, since its buffer was moved away, say.
   */
  run(job: Job, moved?: ArrayBuffer[]): Promise<Result>
  /** Stops the workers; jobs that have no result are rejected. */
  close(): Promise<void>
}

/** The worker that had a message in hand is gone. */
export class WorkerError extends Error {
  override name = 'WorkerError'
}

/** What a worker is started with. */
export interface WorkerStart<Data> {
  data: Data
  /** The memory of its {@link Lane}. */
  lane: SharedArrayBuffer
  /** The worker counts here what it has done, since it may die with answers that it has not posted yet. */
  done: Int32Array
}

/** What a worker has for each job; both sides post lists, and the worker an empty one once it is ready. */
export type Answer<Result> = { result: Result } | { error: string }

interface Task<Job, Result> {
  job: Job
  moved: ArrayBuffer[] | undefined
  /** Whether its bytes are in the lane of the worker that has it. */
  placed: boolean
  /** How often its answer went down with its worker. */
  redone: number
  resolve(result: Result): void
  reject(error: unknown): void
}

interface Member<Job, Result> {
  thread: Worker
  lane: Lane
  /** Handed to the worker, oldest first: it works on the first. */
  tasks: Task<Job, Result>[]
  /** Those of them that are posted together at the end of the turn. */
  letter: (Job | Placed | Uint8Array)[]
  timer: NodeJS.Timeout | undefined
  /** It has said that it is ready. */
  started: boolean
  failure: unknown
  /** Jobs that the worker has done, and those of them whose answers have come. */
  done: Int32Array
  answered: number
}

/** So many jobs are handed to a worker ahead, so that it need not wait for the next. */
const AHEAD = 12
/** So often a job is done again whose answer was lost: what its worker dies of may be the job all the same. */
const REDONE = 2
/** Megabytes for what a worker has just made: three times as many, Node's own bound, make it no faster. */
const YOUNG = 16
/** Milliseconds that a worker may take to start. */
const START = 30_000
/** Bytes of a worker's lane. */
const LANE = 1 << 20

export function createPool<Job, Result>(options: PoolOptions<Job, Result>): Pool<Job, Result> {
  const { script, workers, timeout, memory, here } = options
  const members: Member<Job, Result>[] = []
  const queue: Task<Job, Result>[] = []
  let first = 0
  let pending = 0
  let closed = false
  let closing: Promise<void> | undefined
  /** A turn is planned in which this thread does a job. */
  let planned = false

  const watch = (member: Member<Job, Result>): void => {
    clearTimeout(member.timer)
    member.timer = undefined
    if (member.tasks.length > 0) {
      member.thread.ref()
      const ms = member.started ? timeout : Math.max(timeout, START)
      const timer = setTimeout(() => {
        // answers that came while this thread was busy are taken before
        setImmediate(() => {
          if (member.timer !== timer) return
          member.failure = new Error(`no answer in ${ms} ms`)
          void member.thread.terminate()
        })
      }, ms)
      member.timer = timer
    } else member.thread.unref() // an idle worker keeps no process alive
  }

  const hire = (): Member<Job, Result> => {
    const done = new Int32Array(new SharedArrayBuffer(4))
    const lane = createLane(LANE)
    const thread = new Worker(script, {
      workerData: { data: options.workerData, lane: lane.memory, done } satisfies WorkerStart<unknown>,
      resourceLimits: {
        maxYoungGenerationSizeMb: YOUNG,
        ...(memory === undefined ? {} : { maxOldGenerationSizeMb: memory }),
      },
    })
    const member: Member<Job, Result> = {
      thread,
      lane,
      tasks: [],
      letter: [],
      timer: undefined,
      started: false,
      failure: undefined,
      done,
      answered: 0,
    }
    thread.on('message', (answers: Answer<Result>[]) => {
      if (closed) return
      const tasks = member.tasks.splice(0, answers.length)
      for (const { placed } of tasks) if (placed) lane.release()
      member.started = true
      member.answered += answers.length
      watch(member)
      hand()
      pending -= answers.length
      for (const [i, answer] of answers.entries()) {
        if ('error' in answer) tasks[i].reject(new Error(answer.error))
        else tasks[i].resolve(answer.result)
      }
    })
    thread.on('error', (error) => {
      member.failure ??= error
    })
    thread.on('exit', (code) => dismiss(member, code))
    thread.unref()
    members.push(member)
    return member
  }

  /** The job in hand is lost with its worker; those behind it go to others, and so do those whose answers never came. */
  const dismiss = (member: Member<Job, Result>, code: number): void => {
    clearTimeout(member.timer)
    members.splice(members.indexOf(member), 1)
    const others = member.tasks
    // what was moved can be given to nobody else, done or not
    const inHand = others[0]?.moved ? 0 : Atomics.load(member.done, 0) - member.answered
    const done = others.splice(0, Math.max(inHand, 0))
    for (const task of done) task.redone++
    const lost = [...others.splice(0, 1), ...done.filter(({ redone }) => redone > REDONE)]
    member.tasks = []
    if (closed) return
    queue.splice(0, first, ...done.filter(({ redone }) => redone <= REDONE), ...others)
    first = 0
    const reason = member.failure instanceof Error ? member.failure.message : `exit code ${code}`
    for (const { reject } of lost) {
      pending--
      reject(new WorkerError(`the worker stopped: ${reason}`))
    }
    hand()
  }

  const post = (member: Member<Job, Result>, task: Task<Job, Result>): void => {
    const { job, moved, reject } = task
    const isBytes = job instanceof Uint8Array && !moved
    const place = isBytes ? member.lane.put(job) : undefined
    task.placed = place !== undefined
    // to post a view is to copy all of its buffer, or none of one that is shared
    const whole = !isBytes || (job.buffer instanceof ArrayBuffer && job.byteLength === job.buffer.byteLength)
    try {
      // what was moved away before would be posted all the same, and never answered
      if (!place) for (const buffer of moved ?? (isBytes ? [job.buffer] : [])) new Uint8Array(buffer)
      member.letter.push(place ?? (whole ? job : new Uint8Array(job)))
      if (moved) send(member, moved)
    } catch (error) {
      pending--
      reject(error)
      return
    }
    member.tasks.push(task)
    if (member.tasks.length === 1) watch(member)
  }

  const send = (member: Member<Job, Result>, moved?: ArrayBuffer[]): void => {
    const { letter } = member
    if (letter.length === 0) return
    member.letter = []
    member.thread.postMessage(letter, moved)
  }

  /** Where the next job goes: to the worker with the fewest, to a new one before any has two. */
  const memberFor = (task: Task<Job, Result>): Member<Job, Result> | undefined => {
    let best: Member<Job, Result> | undefined
    for (const member of members) {
      // what was moved to a worker is lost with it, so it is never second there, nor is another behind it
      if (member.tasks[0]?.moved || member.failure !== undefined) continue
      if (!best || member.tasks.length < best.tasks.length) best = member
    }
    if ((!best || best.tasks.length > 0) && members.length < workers) return hire()
    return best && best.tasks.length < (task.moved ? 1 : AHEAD) ? best : undefined
  }

  const hand = (): void => {
    while (first < queue.length && !closed) {
      try {
        const member = memberFor(queue[first])
        if (!member) break
        post(member, queue[first++])
      } catch (error) {
        // no thread to be had: those that are there go on without
        if (members.length > 0) break
        pending--
        queue[first++].reject(error)
      }
    }
    for (const member of members) send(member)
    // what was handed over is taken off now and then, so that each job is moved once in the mean
    if (first * 2 >= queue.length) {
      queue.splice(0, first)
      first = 0
    }
    if (here && queue.length > 0 && !planned && !closed) {
      planned = true
      setImmediate(doHere, here)
    }
  }

  const doHere = (work: (job: Job) => Result): void => {
    planned = false
    hand()
    if (first === queue.length || closed) return
    const { job, resolve, reject } = queue[first++]
    pending--
    try {
      resolve(work(job))
    } catch (error) {
      reject(error)
    }
    hand()
  }

  const stop = async (): Promise<void> => {
    closed = true
    const left = [...members.flatMap(({ tasks }) => tasks), ...queue.slice(first)]
    queue.length = 0
    for (const { timer, thread } of members) {
      clearTimeout(timer)
      // else a process with nothing else to do ends before they are stopped
      thread.ref()
    }
    await Promise.all(members.map(({ thread }) => thread.terminate()))
    pending = 0
    for (const { reject } of left) reject(new Error('the pool is closed'))
  }

  return {
    get pending() {
      return pending
    },
    run(job, moved) {
      if (closed) return Promise.reject(new Error('the pool is closed'))
      pending++
      return new Promise((resolve, reject) => {
        queue.push({ job, moved, placed: false, redone: 0, resolve, reject })
        hand()
      })
    },
    close() {
      closing ??= stop()
      return closing
    },
  }
}
