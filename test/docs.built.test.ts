import { describeBlocks } from './helpers/blocks.ts'

// what a newcomer reads first; the other documents are tried in docs.slow.test.ts
describeBlocks(['README.md', 'CONTRIBUTING.md', 'SECURITY.md'])
