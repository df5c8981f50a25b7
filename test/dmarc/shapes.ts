import { recordXml, reportXml } from '../helpers/dmarc.ts'

/** A report up to its first record. */
export const HEAD = reportXml({ records: '' }).replace('</feedback>\n', '')

/** XML that is made to be expensive: what a shape repeats, and what stands around that. */
export const SHAPES: [name: string, before: string, unit: string, after: string][] = [
  ['records', HEAD, recordXml(), '</feedback>'],
  ['records that are open', HEAD, '<record>', ''],
  ['opening brackets', HEAD, '<', ''],
  ['tags that do not end', HEAD, '<a b="', ''],
  ['end tags of nothing', `${HEAD}<record>`, '</x>', '</record></feedback>'],
  ['comments', `${HEAD}<record>`, '<!---->', '</record></feedback>'],
  ['comments that do not end', HEAD, '<!--', ''],
  ['CDATA that does not end', HEAD, '<![CDATA[', ''],
  ['ampersands', `${HEAD}<record>`, '&', '</record></feedback>'],
  ['references', `${HEAD}<record>`, '&amp;&#65;&x;', '</record></feedback>'],
  ['elements of a record', `${HEAD}<record><row>`, '<count>1</count>', '</row></record></feedback>'],
  [
    'results of a record',
    `${HEAD}<record><auth_results>`,
    '<spf><result>pass</result></spf>',
    '</auth_results></record></feedback>',
  ],
  ['processing instructions', HEAD, '<?a?>', ''],
  ['text before', '', 'x', reportXml()],
  ['blank lines', '', '\n', reportXml()],
  ['namespaces', `<feedback${' xmlns:a="b"'.repeat(200)}>`, '<a:record/>', '</feedback>'],
]
