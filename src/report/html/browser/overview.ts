/** The first page: how the messages are spread. */
import type { App, View } from './app.ts'
import { nameOf } from './campaigns.ts'
import { histograms, ranking, verdictTiles } from './charts.ts'
import { el, number, plural } from './dom.ts'
import { timeline } from './timeline.ts'
import { section } from './words.ts'

/** Campaigns that are named here. */
const LARGEST = 5

export function overviewView({ data }: App): View {
  const { rows, campaigns } = data
  const element = el(
    'div',
    {},
    el('h1', { tabindex: -1 }, 'Overview'),
    rows.length === 0
      ? el('p', {}, 'This report holds no message.')
      : [
          section('verdicts', 'Verdicts', verdictTiles(rows)),
          section(
            'probabilities',
            'Probabilities',
            el('p', { class: 'dim' }, 'Messages by the probability of a yes. Heights are logarithmic.'),
            histograms(rows),
          ),
          section('time', 'Over time', timeline(rows)),
          el(
            'div',
            { class: 'grid two' },
            section('operators', 'Operators on the way', ranking('Operator', 'operator', rows)),
            section('checks', 'What was found', ranking('Check', 'check', rows)),
          ),
          campaigns !== undefined &&
            section(
              'campaigns',
              'Campaigns',
              el(
                'p',
                {},
                `${plural(campaigns.length, 'campaign')} of ${number(campaigns.reduce((sum, { size }) => sum + size, 0))} messages. `,
                el('a', { href: '#campaigns' }, 'All campaigns'),
              ),
              el(
                'ol',
                {},
                campaigns
                  .slice(0, LARGEST)
                  .map((campaign) =>
                    el(
                      'li',
                      {},
                      el('a', { href: `#campaign/${campaign.id}` }, nameOf(campaign, data)),
                      ` ${plural(campaign.size, 'message')}`,
                    ),
                  ),
              ),
            ),
        ],
  )
  return { title: 'Overview', element }
}
