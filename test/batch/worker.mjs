// Answers a number with its double, and a word by doing what it says.
import { parentPort, workerData } from 'node:worker_threads'

const { data, done, lane } = workerData
let held = []
const wait = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

if (data?.startsIn) wait(data.startsIn)
parentPort.on('message', (jobs) => {
  for (const job of jobs) work(job)
})
parentPort.postMessage([])

function work(job) {
  if (job === 'exit') process.exit(3)
  if (job === 'throw') throw new Error('broken')
  if (job === 'hang') for (;;);
  if (job === 'hoard') for (const kept = []; ; ) kept.push(new Array(1e5).fill(kept.length))
  Atomics.add(done, 0, 1)
  if (job === 'spoil') return setImmediate(() => process.exit(3))
  held.push(answerTo(job))
  // its answer goes with the next one
  if (job === 'hold') return
  parentPort.postMessage(held)
  held = []
}

function answerTo(job) {
  if (job === 'data') return { result: data }
  if (job === 'refuse') return { error: 'refused' }
  if (job === 'hold') return { result: 'held' }
  if (job === 'nap') return { result: wait(150) }
  if (job.laneEnd > 0)
    return { result: [...new Uint8Array(lane, job.laneStart, job.laneEnd - job.laneStart)] }
  if (job.buffer instanceof SharedArrayBuffer) return { result: 'shared' }
  return { result: job instanceof Uint8Array ? job.length : job * 2 }
}
