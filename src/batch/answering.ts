/** The worker's side of a pool: jobs in, answers out, a few of them in one post. */
import { parentPort, workerData } from 'node:worker_threads'
import { laneReader, type Placed } from './lane.ts'
import type { Answer, WorkerStart } from './pool.ts'

/** Answers posted at once: each post wakes the other thread, which costs as much as a small message does. */
const TOGETHER = 6
/** Milliseconds after which an answer is posted before the next job is begun. */
const SOON = 5

/** What the pool was given as `workerData`. */
export function givenData<Data>(): Data {
  return (workerData as WorkerStart<Data>).data
}

/**
 * Answers every job, in order. `isLong` says of a job that answers must not wait for it. Bytes may be those of the next job once
 * `work` has returned.
 */
export function answerJobs<Job, Result>(work: (job: Job) => Result, isLong: (job: Job) => boolean): void {
  const { done, lane } = workerData as WorkerStart<unknown>
  const bytesAt = laneReader(lane)
  let answers: Answer<Result>[] = []
  let since = 0
  const post = (): void => {
    if (answers.length > 0) parentPort?.postMessage(answers)
    answers = []
  }
  const answer = (job: Job): void => {
    if (isLong(job)) post()
    if (answers.length === 0) {
      since = performance.now()
      // comes when no other job waits
      setImmediate(post)
    }
    try {
      answers.push({ result: work(job) })
    } catch (error) {
      answers.push({ error: error instanceof Error ? error.message : String(error) })
    }
    // who dies later must not be blamed for this job
    Atomics.add(done, 0, 1)
    if (answers.length >= TOGETHER || performance.now() - since > SOON) post()
  }
  parentPort?.on('message', (jobs: (Job | Placed)[]) => {
    for (const job of jobs) answer(isPlaced(job) ? (bytesAt(job) as Job) : job)
  })
  // ready: time counts from now on
  parentPort?.postMessage([])
}

function isPlaced(posted: unknown): posted is Placed {
  return typeof posted === 'object' && posted !== null && 'laneStart' in posted
}
