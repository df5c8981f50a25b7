/** What the worker runs that reads Outlook's .msg: a file in, a message out. */
import { answerJobs } from './answering.ts'
import { type MadeAgain, messageOfMsg } from './sources/msg-message.ts'

answerJobs<Uint8Array, MadeAgain>(messageOfMsg, () => true)
