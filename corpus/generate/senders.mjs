// @ts-check
// What the machines of each kind of sender write, Exchange Online apart.
import { dottedDate, field, line, rfcDate } from './fields.mjs'
import {
  authorFields,
  central,
  dkim,
  domainOf,
  eximId,
  HASHED,
  pacific,
  queueId,
  sendmailId,
} from './letter.mjs'

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./fields.mjs').Field} Field
 * @typedef {import('./letter.mjs').Letter} Letter
 * @typedef {import('./letter.mjs').Handover} Handover
 */

/** Gmail's web client or a Workspace account. @param {Random} random @param {number} time @param {Letter} letter @returns {Handover} */
export function viaGmail(random, time, letter) {
  const site = random.pick(['io1', 'ed1', 'lf1', 'qt1', 'wr1'])
  const host = `mail-${site}-f${random.int(41, 53)}.google.com`
  const hex = `${random.hex(8)}-${random.hex(12)}`
  const domain = domainOf(letter.from)
  const hashed =
    'to:subject:message-id:date:from:mime-version:from:to:cc:subject\n         :date:message-id:reply-to'
  const signed = {
    selector: 'google',
    hashed,
    body: letter.content.body,
    time,
    extra: ` x=${Math.floor(time / 1000) + 604800};`,
  }
  const own = dkim(random, { ...signed, domain }, '        ')
  const google = dkim(
    random,
    { ...signed, domain: '1e100.net', selector: '20230601', hashed: `x-gm-message-state:${hashed}` },
    '        ',
  )
  return {
    wire: [
      field(
        'author',
        'Received',
        `by ${host} with SMTP id ${random.hex(14)}so${random.digits(8)}${random.hex(2)}.${random.int(0, 3)}\n        for <${letter.to}>; ${rfcDate(time + 1000, pacific(time))}`,
        '        ',
      ),
      own,
      {
        ...google,
        name: 'X-Google-DKIM-Signature',
        raw: google.raw.replace('DKIM-Signature', 'X-Google-DKIM-Signature'),
      },
      field('author', 'X-Gm-Message-State', `AOJu0Y${random.alnum(50)}\n\t${random.alnum(34)}`),
      field('author', 'X-Google-Smtp-Source', `AGHT+I${random.alnum(72)}==`),
      field(
        'author',
        'X-Received',
        `by 2002:a05:6602:${random.hex(4)}:b0:${random.hex(3)}:${random.hex(4)}:${random.hex(4)} with SMTP id\n ${hex}mr${random.digits(7)}iov.${random.int(0, 40)}.${Math.floor(time / 1000)}${random.digits(3)}; ${rfcDate(time, pacific(time))}`,
      ),
      ...authorFields(letter, time, `CA${random.alnum(46)}@mail.gmail.com`, { zone: pacific(time).zone }),
    ],
    client: {
      ip: `209.85.${random.int(128, 220)}.${random.int(40, 180)}`,
      helo: host,
      ptr: host,
      country: 'US',
    },
    mailFrom: letter.from,
    dkimDomain: domain,
    time: time + 1000,
  }
}

/** A company's own Postfix, with an authenticated client before it. @param {Random} random @param {number} time @param {Letter} letter @param {{ privacy?: boolean }} [options] privacy: the client's line is left out @returns {Handover} */
export function viaPostfix(random, time, letter, { privacy = false } = {}) {
  const domain = domainOf(letter.from)
  const host = `mail.${domain}`
  const zone = central(time)
  const submitted = field(
    'author',
    'Received',
    `from [192.168.${random.int(1, 9)}.${random.int(2, 250)}] (dsl-${random.int(10, 99)}.access.example.net [203.0.113.${random.int(2, 250)}])\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n\t(No client certificate requested)\n\t(Authenticated sender: ${letter.from})\n\tby ${host} (Postfix) with ESMTPSA id ${queueId(random)}\n\tfor <${letter.to}>; ${rfcDate(time + 1000, zone)}`,
    '\t',
  )
  return {
    wire: [
      dkim(
        random,
        {
          domain,
          selector: 'mail',
          hashed: HASHED,
          body: letter.content.body,
          time,
          canonical: 'relaxed/simple',
        },
        '\t',
      ),
      ...(privacy ? [] : [submitted]),
      ...authorFields(letter, time, `${random.guid()}@${domain}`, { zone: central(time).zone }),
      line('author', 'User-Agent', 'Mozilla Thunderbird'),
    ],
    client: { ip: '198.51.100.25', helo: host, ptr: host, country: 'DE' },
    mailFrom: letter.from,
    dkimDomain: domain,
    time: time + 2000,
  }
}

/** Amazon SES, which writes no Received of its own. @param {Random} random @param {number} time @param {Letter} letter @returns {Handover} */
export function viaSes(random, time, letter) {
  const region = 'eu-west-1'
  const ip = `54.240.${random.int(2, 9)}.${random.int(2, 250)}`
  // four digits for the region, then the time in milliseconds
  const identifier = `0102${time.toString(16).padStart(12, '0')}-${random.guid()}-000000`
  const hashed = 'From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:Feedback-ID'
  const signed = { hashed, body: letter.content.body, time, canonical: 'relaxed/simple' }
  const helo = `a${random.int(3, 9)}-${random.int(2, 60)}.smtp-out.${region}.amazonses.com`
  const author = authorFields(letter, time, `${identifier}@${region}.amazonses.com`)
  return {
    wire: [
      dkim(random, { ...signed, domain: domainOf(letter.from), selector: random.letters(32) }, '\t'),
      dkim(random, { ...signed, domain: 'amazonses.com', selector: random.letters(32) }, '\t'),
      ...author,
      line('author', 'Feedback-ID', `::1.${region}.${random.base64(32)}:AmazonSES`),
      line('author', 'X-SES-Outgoing', `${dottedDate(time).slice(0, 10)}-${ip}`),
    ],
    client: { ip, helo, ptr: helo, country: 'IE' },
    mailFrom: `${identifier}@${region}.amazonses.com`,
    dkimDomain: domainOf(letter.from),
    time: time + 1000,
  }
}

/** Mailchimp. @param {Random} random @param {number} time @param {Letter} letter @returns {Handover} */
export function viaMailchimp(random, time, letter) {
  const host = `mail${random.int(10, 250)}.suw${random.int(11, 19)}.rsgsv.net`
  const user = random.hex(25)
  const campaign = random.hex(10)
  const member = random.hex(10)
  const hashed =
    'Subject:From:Reply-To:To:Date:Message-ID:X-MC-User:Feedback-ID:\n\t List-ID:List-Unsubscribe:List-Unsubscribe-Post:Content-Type:\n\t MIME-Version:CC:Date:Subject:From'
  const list = letter.extra?.some(([name]) => name === 'List-Unsubscribe')
  const unsubscribe = `https://example.us2.list-manage.com/unsubscribe?u=${user}&id=${random.hex(10)}&e=${member}&c=${campaign}`
  return {
    wire: [
      dkim(
        random,
        {
          domain: domainOf(letter.from),
          selector: 'k3',
          hashed,
          body: letter.content.body,
          time,
          extra: ` x=${Math.floor(time / 1000) + 302400}; i=${letter.from};`,
        },
        '\t',
      ),
      field(
        'author',
        'Received',
        `from localhost (localhost [127.0.0.1])\n\tby ${host} (Mailchimp) with ESMTP id 4${random.alnum(14)}\n\tfor <${letter.to}>; ${rfcDate(time + 4000, { comment: 'GMT', pad: 'space' })}`,
        '\t',
      ),
      ...authorFields(
        letter,
        time,
        `${user}.${member}.${dottedDate(time, '')}.${campaign}.${random.hex(8)}@${host}`,
      ),
      line('author', 'X-Mailer', `Mailchimp Mailer - **CID${campaign}${member}**`),
      line('author', 'X-Campaign', `mailchimp${user}.${campaign}`),
      line('author', 'X-campaignid', `mailchimp${user}.${campaign}`),
      line(
        'author',
        'X-Report-Abuse',
        `Please report abuse for this campaign here: https://mailchimp.com/contact/abuse/?u=${user}&id=${campaign}&e=${member}`,
      ),
      line('author', 'X-MC-User', user),
      line('author', 'Feedback-ID', '9000001:9000001.1862001:us2:mc'),
      line('author', 'List-ID', `${user}mc list <${user}.${random.digits(6)}.list-id.mcsv.net>`),
      ...(list
        ? []
        : [
            line('author', 'List-Unsubscribe', `<${unsubscribe}>`),
            line('author', 'List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'),
          ]),
    ],
    client: {
      ip: `198.2.${random.int(128, 190)}.${random.int(2, 250)}`,
      helo: host,
      ptr: host,
      country: 'US',
    },
    mailFrom: `bounce-mc.us2_9000001.1862001-${member}@${host}`,
    dkimDomain: domainOf(letter.from),
    time: time + 6000,
  }
}

/** SendGrid, whose Received lines have no semicolon before the date. @param {Random} random @param {number} time @param {Letter} letter @returns {Handover} */
export function viaSendGrid(random, time, letter) {
  const domain = domainOf(letter.from)
  const identifier = random.alnum(22)
  const edge = `geopod-ismtpd-${random.int(0, 40)}`
  const filter = `recvd-${random.hex(10)}-${random.letters(5)}`
  const iso = new Date(time + 1000).toISOString()
  const helo = `o${random.int(1, 30)}.ptr${random.int(1000, 9999)}.${domain}`
  return {
    wire: [
      dkim(
        random,
        {
          domain,
          selector: 's1',
          hashed: 'content-type:from:mime-version:subject:to:cc:content-type:from:\n\tsubject:to',
          body: letter.content.body,
        },
        '\t',
      ),
      {
        name: 'Received',
        stage: 'author',
        raw: `Received: by ${filter} with SMTP id ${filter}-1-${random.upperHex(8)}-${random.upperHex(2)}\r\n\t${iso.slice(0, 10)} ${iso.slice(11, 19)}.${random.digits(9)} +0000 UTC m=+${random.digits(7)}.${random.digits(9)}\r\n`,
      },
      {
        name: 'Received',
        stage: 'author',
        raw: `Received: from ${Buffer.from(random.digits(8)).toString('base64').replace(/=+$/, '')} (unknown)\r\n\tby ${edge} (SG) with HTTP\r\n\tid ${identifier}\r\n\t${rfcDate(time, { pad: 'zero' }).replace(/(\d\d:\d\d:\d\d)/, `$1.${random.digits(3)}`)} (UTC)\r\n`,
      },
      ...authorFields(letter, time, `${identifier}@${edge}`, { comment: 'UTC' }),
      field('author', 'X-SG-EID', `\n\tu001.${random.base64(120)}`),
      field('author', 'X-SG-ID', `\n\tu001.${random.base64(90)}`),
      line('author', 'X-Entity-ID', `u001.${random.base64(16)}`),
    ],
    client: { ip: `149.72.${random.int(10, 240)}.${random.int(2, 250)}`, helo, ptr: helo, country: 'US' },
    mailFrom: `bounces+${random.digits(8)}-${random.hex(4)}-${letter.to.replace('@', '=')}@em${random.digits(4)}.${domain}`,
    dkimDomain: domain,
    time: time + 2000,
  }
}

/** A web host's Exim (cPanel). @param {Random} random @param {number} time @param {Letter} letter @returns {Handover} */
export function viaExim(random, time, letter) {
  const host = `cp${random.int(1, 40)}.hosting.example.org`
  const id = () => eximId(random, time)
  const zone = { zone: '+0100', pad: /** @type {const} */ ('zero') }
  return {
    wire: [
      dkim(
        random,
        { domain: domainOf(letter.from), selector: 'default', hashed: HASHED, body: letter.content.body },
        '\t',
      ),
      field(
        'author',
        'Received',
        `from [203.0.113.${random.int(2, 250)}] (port=${random.int(40000, 65000)} helo=[192.168.1.${random.int(2, 250)}])\n\tby ${host} with esmtpsa  (TLS1.3) tls TLS_AES_128_GCM_SHA256\n\t(Exim 4.97.1)\n\t(envelope-from <${letter.from}>)\n\tid ${id()}\n\tfor ${letter.to};\n\t${rfcDate(time, zone)}`,
        '\t',
      ),
      ...authorFields(letter, time, `${random.guid()}@${domainOf(letter.from)}`, { zone: '+0100' }),
      line(
        'author',
        'X-AntiAbuse',
        'This header was added to track abuse, please include it with any abuse report',
      ),
      line('author', 'X-AntiAbuse', `Primary Hostname - ${host}`),
      line('author', 'X-Get-Message-Sender-Via', `${host}: authenticated_id: ${letter.from}`),
    ],
    client: { ip: '198.51.100.77', helo: host, ptr: host, country: 'GB' },
    mailFrom: letter.from,
    dkimDomain: domainOf(letter.from),
    time: time + 1000,
  }
}

/** Sendmail. @param {Random} random @param {number} time @param {Letter} letter @returns {Handover} */
export function viaSendmail(random, time, letter) {
  const host = `relay.${domainOf(letter.from)}`
  const id = () => sendmailId(random, time, -5)
  const zone = { zone: '-0500', pad: /** @type {const} */ ('none') }
  return {
    wire: [
      field(
        'author',
        'Received',
        `from ws7.${domainOf(letter.from)} (ws7.${domainOf(letter.from)} [192.0.2.${random.int(2, 250)}])\n\t(authenticated bits=0)\n\tby ${host} (8.17.2/8.17.2) with ESMTPSA id ${id()}\n\t(version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NO)\n\tfor <${letter.to}>; ${rfcDate(time, zone)}`,
        '\t',
      ),
      ...authorFields(letter, time, `${dottedDate(time, '')}.${id()}@${host}`, { zone: '-0500' }),
    ],
    client: { ip: '192.0.2.44', helo: host, ptr: host, country: 'US' },
    mailFrom: letter.from,
    time: time + 1000,
  }
}

/** qmail with its dates without a weekday. @param {Random} random @param {number} time @param {Letter} letter @returns {Handover} */
export function viaQmail(random, time, letter) {
  const host = `mx.${domainOf(letter.from)}`
  const date = (/** @type {number} */ at) => rfcDate(at, { zone: '-0000', weekday: false })
  return {
    wire: [
      field(
        'author',
        'Received',
        `(qmail ${random.int(2000, 32000)} invoked by uid ${random.int(500, 1200)}); ${date(time + 2000)}`,
      ),
      field(
        'author',
        'Received',
        `from unknown (HELO workstation.${domainOf(letter.from)}) (203.0.113.${random.int(2, 250)})\n  by ${host} with SMTP; ${date(time + 1000)}`,
        '  ',
      ),
      field('author', 'Received', `(qmail ${random.int(2000, 32000)} invoked from network); ${date(time)}`),
      ...authorFields(letter, time, `${dottedDate(time, '')}.${random.int(2000, 32000)}.qmail@${host}`, {
        zone: '+0000',
      }),
    ],
    client: { ip: '203.0.113.12', helo: host, ptr: host, country: 'NL', tls: false },
    mailFrom: letter.from,
    time: time + 3000,
  }
}

/** A script on a rented server, which signs nothing and may call itself anything. @param {Random} random @param {number} time @param {Letter} letter @returns {Handover} */
export function viaServer(random, time, letter) {
  const host = `vps-${random.int(1000, 9999)}.hosting.example.org`
  return {
    wire: [
      field(
        'author',
        'Received',
        `by ${host} (Postfix, from userid 33)\n\tid ${queueId(random)}; ${rfcDate(time, { comment: 'UTC', pad: 'space' })}`,
        '\t',
      ),
      ...authorFields(letter, time, `${random.hex(32)}@${host}`),
      line('author', 'X-PHP-Originating-Script', `33:${random.letters(6)}.php`),
    ],
    client: { ip: `203.0.113.${random.int(2, 250)}`, helo: host, ptr: host, country: 'NL' },
    mailFrom: letter.from,
    time: time + 1000,
  }
}
