// Written by npm run fit:contracts.
import type { OperatorContract } from '../contracts.ts'
import amazonSes from './amazon-ses.json' with { type: 'json' }
import exchangeOnline from './exchange-online.json' with { type: 'json' }
import google from './google.json' with { type: 'json' }
import icloud from './icloud.json' with { type: 'json' }
import mailchimp from './mailchimp.json' with { type: 'json' }
import mailgun from './mailgun.json' with { type: 'json' }
import postmark from './postmark.json' with { type: 'json' }
import proofpoint from './proofpoint.json' with { type: 'json' }
import proton from './proton.json' with { type: 'json' }
import sendgrid from './sendgrid.json' with { type: 'json' }
import yahoo from './yahoo.json' with { type: 'json' }
import zendesk from './zendesk.json' with { type: 'json' }

export const CONTRACTS = [
  amazonSes,
  exchangeOnline,
  google,
  icloud,
  mailchimp,
  mailgun,
  postmark,
  proofpoint,
  proton,
  sendgrid,
  yahoo,
  zendesk,
] as unknown as readonly OperatorContract[]
