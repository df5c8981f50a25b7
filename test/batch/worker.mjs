// Answers a number with its double. A message that is an object does what it says.
import { parentPort, workerData } from 'node:worker_threads'

parentPort.on('message', (job) => {
  if (job === 'data') return parentPort.postMessage({ result: workerData })
  if (job === 'refuse') return parentPort.postMessage({ error: 'refused' })
  if (job === 'exit') process.exit(3)
  if (job === 'throw') throw new Error('broken')
  if (job === 'hang') for (;;);
  if (job === 'hoard') for (const kept = []; ; ) kept.push(new Array(1e5).fill(kept.length))
  if (job instanceof Uint8Array) return parentPort.postMessage({ result: job.length })
  parentPort.postMessage({ result: job * 2 })
})
