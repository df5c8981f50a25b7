/** The page around the data. */
import { sha256 } from '@noble/hashes/sha2.js'
import { base64 } from './blocks.ts'
import page from './page.json' with { type: 'json' }

const hash = (text: string): string => `'sha256-${base64(sha256(new TextEncoder().encode(text)))}'`

/** Nothing is loaded, nothing runs but the one script, and that cannot make markup of text. */
function policy(): string {
  return [
    "default-src 'none'",
    `script-src ${hash(page.script)}`,
    `style-src ${hash(page.style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

/** Everything before the data blocks. */
export function documentStart(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>backstamp report</title>
<style>${page.style}</style>
</head>
<body>
<div id="page"><p class="loading">This report is read by its own script. It needs a browser of 2023 or newer, with JavaScript allowed for this file.</p></div>
`
}

/** Everything after them. */
export function documentEnd(): string {
  return `<script>${page.script}</script>
</body>
</html>
`
}
