// @ts-check
// The words that generated bodies are made of. All of it was written for this corpus.

/** @typedef {import('./random.mjs').Random} Random */

/** Nouns, verbs and adjectives for salads: no function words. */
const DICTIONARY = `
abacus acorn alder almanac amber anchor anvil apron apse arbor ash attic awning axle badger ballast balsa bandage barley basalt
basin beacon beetle bellows birch bobbin bramble brine bristle bucket burrow cabin cactus candle canopy canvas caraway carbon
cedar cellar chalk chimney chisel cinder cistern citrus clover cobalt comet compass conifer copper coral cork cradle crater
cricket crystal cymbal dahlia damson dew dial dome dovetail drizzle drum dune eddy elbow elder ember enamel engine fable falcon
fathom fennel fern fiddle flint flute fossil fresco frost furrow gable galley garnet gasket geyser ginger glacier gorse granite
gravel grotto gully hammock harbor harness hazel heather hinge hollow hornet husk iceberg indigo inkwell iris ivory jasmine
jetty jigsaw juniper kayak kelp kernel kettle kiln lagoon lantern larch lattice lavender ledger lichen lilac limestone linden
locket loom lupin magnet mallet mangrove maple marble marsh meadow mica mildew millet mirror monsoon mortar mosaic moss mulberry
nectar needle nettle nickel nutmeg oak oasis oboe ochre olive onyx orbit orchard osprey otter oxbow paddle parchment parsnip
pebble pelican pewter pigment pillar pine plaster plumage pollen poplar porcelain prairie prism pulley pumice quarry quartz quill
radish rafter ravine reed resin ridge rivet rosemary rowan rudder saddle saffron sandal sapling satchel scaffold sedge shale
shingle sickle silt skein slate sleet sorrel spindle spruce stirrup stucco sulfur sundial swallow tallow tangent tarn tendril
thicket thimble thistle timber tinder topaz trellis trowel tundra turbine turret twine umber valley vane varnish velvet vessel
viola walnut warbler weir whistle wicker willow windmill wisteria woodbine yarrow yeast zephyr zinc
carried folded gathered hammered lifted measured painted planted polished repaired rinsed sanded scattered sharpened soaked
stacked stirred trimmed twisted woven brittle copious distant eager faint gentle hollow idle jagged keen lofty mellow narrow
oblong patient quiet rugged slender tidy uneven vivid weary`
  .trim()
  .split(/\s+/)

/** Prose about nothing that any of the corpus's messages is about: what spammers borrow to look like language. */
const PROSE = [
  `The keeper climbed the tower twice each night, once to trim the wick and once to wind the clockwork that turned the lens.
He wrote the hour in the log, and the state of the sea, and whether the boats from the far side of the bay had come home.
In winter the stairs were so cold that he wore two pairs of gloves, and the oil in the can was as thick as honey.`,
  `A loaf that has been left to rise slowly will taste of more than flour. The dough should be folded rather than beaten, and
then covered with a cloth and put where there is no draught. When it has grown by half it can be shaped, and when a finger
pressed into it leaves a mark that fills only slowly, the oven should already be hot.`,
  `When the river was moved to the east of the town, the old bed was left as a chain of ponds. Herons came first, and after
them the children with their nets. The council wanted to fill the ponds with rubble from the brickworks, but a surveyor
pointed out that the cellars along the quay would then have nowhere to drain, and so they stayed.`,
  `The committee met on the second of the month to decide which of the three bridges should be painted. It was agreed that the
northern one was the most rusty, but also that nobody used it. The treasurer asked for a postponement, and the minutes note
that the motion was carried by seven votes to two, with the chairman looking out of the window.`,
  `To sharpen a plane you need a flat stone, a little oil and more patience than strength. Hold the iron at the angle at which it
was ground, and move it in a figure of eight until a burr can be felt along the back. Turn it over, lay it quite flat, and
take the burr away with two or three strokes. A good edge will cut the hair on your arm.`,
  `Before the railway reached the valley, letters were carried over the pass by a man with a mule. He left on Mondays and came
back on Thursdays unless there was snow, and he would read aloud to those who could not read for themselves. It is said that
he never forgot a message, although he sometimes improved one on the way.`,
  `The orchard was planted in rows that ran from north to south, so that each tree had the sun on both its sides. Between the rows
the grass was left long until the end of June. There were eleven kinds of apple, and of these only four were good to eat
before Christmas; the others were wrapped in paper and kept in the loft over the stable.`,
  `Tides at the mouth of the estuary turn about forty minutes later every day. A boat which leaves with the ebb will reach the
outer buoy in an hour and a half, and one that leaves an hour too late may not reach it at all. The harbour office sells a
small book of tables, and anyone who has ever sat on the mud until midnight owns a copy of it.`,
].map((text) => text.replace(/\n/g, ' '))

/** Dictionary salad: words without grammar. @param {Random} random @param {number} characters at least */
export function salad(random, characters) {
  const words = []
  let length = 0
  while (length < characters) {
    const word = random.pick(DICTIONARY)
    words.push(word)
    length += word.length + 1
  }
  return words.join(' ')
}

/** Dictionary words in alphabetical order, a few of each letter. @param {Random} random @param {number} characters */
export function sortedSalad(random, characters) {
  return salad(random, characters).split(' ').sort().join(' ')
}

/** Hexadecimal tokens of 4 to 40 digits. @param {Random} random @param {number} characters */
export function hexTokens(random, characters) {
  let text = ''
  while (text.length < characters) text += `${text === '' ? '' : ' '}${random.hex(random.int(2, 20) * 2)}`
  return text
}

/** Letters and digits without meaning, `k3J9x2Lq`. @param {Random} random @param {number} characters */
export function tokens(random, characters) {
  let text = ''
  while (text.length < characters) text += `${text === '' ? '' : ' '}${random.alnum(random.int(6, 18))}`
  return text
}

/** Fluent prose on another matter. @param {Random} random @param {number} characters */
export function prose(random, characters) {
  const order = PROSE.map((text) => ({ text, key: random.next() })).sort((a, b) => a.key - b.key)
  let text = ''
  for (let i = 0; text.length < characters; i++)
    text += `${text === '' ? '' : ' '}${order[i % order.length].text}`
  return text
}

/** Lines of ten dictionary words and a full stop. @param {Random} random @param {number} lines */
export function tenWordLines(random, lines) {
  const text = []
  for (let i = 0; i < lines; i++)
    text.push(`${Array.from({ length: 10 }, () => random.pick(DICTIONARY)).join(' ')}.`)
  return text.join('\n')
}

/** One word. @param {Random} random */
export const word = (random) => random.pick(DICTIONARY)
