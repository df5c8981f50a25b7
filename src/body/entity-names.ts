/**
 * Named character references (WHATWG HTML 13.5): all of HTML 4, and of the later ones those of a single code point below
 * U+0600, in general punctuation, currency, letter-like symbols, dingbats and mathematical alphabets.
 */

/** Code point in base 36 followed by its names, one group a comma. */
export const NAMED =
  '9 Tab,a NewLine,x excl,y QUOT quot,z num,10 dollar,11 percnt,12 AMP amp,13 apos,14 lpar,15 rpar,' +
  '16 ast midast,17 plus,18 comma,1a period,1b sol,1m colon,1n semi,1o LT lt,1p equals,1q GT gt,' +
  '1r quest,1s commat,2j lbrack lsqb,2k bsol,2l rbrack rsqb,2m Hat,2n UnderBar lowbar,' +
  '2o DiacriticalGrave grave,3f lbrace lcub,3g VerticalLine verbar vert,3h rbrace rcub,' +
  '4g NonBreakingSpace nbsp,4h iexcl,4i cent,4j pound,4k curren,4l yen,4m brvbar,4n sect,' +
  '4o Dot DoubleDot die uml,4p COPY copy,4q ordf,4r laquo,4s not,4t shy,4u REG circledR reg,' +
  '4v macr strns,4w deg,4x PlusMinus plusmn pm,4y sup2,4z sup3,50 DiacriticalAcute acute,51 micro,' +
  '52 para,53 CenterDot centerdot middot,54 Cedilla cedil,55 sup1,56 ordm,57 raquo,58 frac14,' +
  '59 frac12 half,5a frac34,5b iquest,5c Agrave,5d Aacute,5e Acirc,5f Atilde,5g Auml,5h Aring angst,' +
  '5i AElig,5j Ccedil,5k Egrave,5l Eacute,5m Ecirc,5n Euml,5o Igrave,5p Iacute,5q Icirc,5r Iuml,' +
  '5s ETH,5t Ntilde,5u Ograve,5v Oacute,5w Ocirc,5x Otilde,5y Ouml,5z times,60 Oslash,61 Ugrave,' +
  '62 Uacute,63 Ucirc,64 Uuml,65 Yacute,66 THORN,67 szlig,68 agrave,69 aacute,6a acirc,6b atilde,' +
  '6c auml,6d aring,6e aelig,6f ccedil,6g egrave,6h eacute,6i ecirc,6j euml,6k igrave,6l iacute,' +
  '6m icirc,6n iuml,6o eth,6p ntilde,6q ograve,6r oacute,6s ocirc,6t otilde,6u ouml,6v div divide,' +
  '6w oslash,6x ugrave,6y uacute,6z ucirc,70 uuml,71 yacute,72 thorn,73 yuml,74 Amacr,75 amacr,' +
  '76 Abreve,77 abreve,78 Aogon,79 aogon,7a Cacute,7b cacute,7c Ccirc,7d ccirc,7e Cdot,7f cdot,' +
  '7g Ccaron,7h ccaron,7i Dcaron,7j dcaron,7k Dstrok,7l dstrok,7m Emacr,7n emacr,7q Edot,7r edot,' +
  '7s Eogon,7t eogon,7u Ecaron,7v ecaron,7w Gcirc,7x gcirc,7y Gbreve,7z gbreve,80 Gdot,81 gdot,' +
  '82 Gcedil,84 Hcirc,85 hcirc,86 Hstrok,87 hstrok,88 Itilde,89 itilde,8a Imacr,8b imacr,8e Iogon,' +
  '8f iogon,8g Idot,8h imath inodot,8i IJlig,8j ijlig,8k Jcirc,8l jcirc,8m Kcedil,8n kcedil,' +
  '8o kgreen,8p Lacute,8q lacute,8r Lcedil,8s lcedil,8t Lcaron,8u lcaron,8v Lmidot,8w lmidot,' +
  '8x Lstrok,8y lstrok,8z Nacute,90 nacute,91 Ncedil,92 ncedil,93 Ncaron,94 ncaron,95 napos,96 ENG,' +
  '97 eng,98 Omacr,99 omacr,9c Odblac,9d odblac,9e OElig,9f oelig,9g Racute,9h racute,9i Rcedil,' +
  '9j rcedil,9k Rcaron,9l rcaron,9m Sacute,9n sacute,9o Scirc,9p scirc,9q Scedil,9r scedil,9s Scaron,' +
  '9t scaron,9u Tcedil,9v tcedil,9w Tcaron,9x tcaron,9y Tstrok,9z tstrok,a0 Utilde,a1 utilde,' +
  'a2 Umacr,a3 umacr,a4 Ubreve,a5 ubreve,a6 Uring,a7 uring,a8 Udblac,a9 udblac,aa Uogon,ab uogon,' +
  'ac Wcirc,ad wcirc,ae Ycirc,af ycirc,ag Yuml,ah Zacute,ai zacute,aj Zdot,ak zdot,al Zcaron,' +
  'am zcaron,b6 fnof,c5 imped,dx gacute,fr jmath,jq circ,jr Hacek caron,k8 Breve breve,' +
  'k9 DiacriticalDot dot,ka ring,kb ogon,kc DiacriticalTilde tilde,kd DiacriticalDoubleAcute dblac,' +
  'lt DownBreve,pd Alpha,pe Beta,pf Gamma,pg Delta,ph Epsilon,pi Zeta,pj Eta,pk Theta,pl Iota,' +
  'pm Kappa,pn Lambda,po Mu,pp Nu,pq Xi,pr Omicron,ps Pi,pt Rho,pv Sigma,pw Tau,px Upsilon,py Phi,' +
  'pz Chi,q0 Psi,q1 Omega ohm,q9 alpha,qa beta,qb gamma,qc delta,qd epsi epsilon,qe zeta,qf eta,' +
  'qg theta,qh iota,qi kappa,qj lambda,qk mu,ql nu,qm xi,qn omicron,qo pi,qp rho,' +
  'qq sigmaf sigmav varsigma,qr sigma,qs tau,qt upsi upsilon,qu phi,qv chi,qw psi,qx omega,' +
  'r5 thetasym thetav vartheta,r6 Upsi upsih,r9 phiv straightphi varphi,ra piv varpi,rg Gammad,' +
  'rh digamma gammad,s0 kappav varkappa,s1 rhov varrho,s5 epsiv straightepsilon varepsilon,' +
  's6 backepsilon bepsi,sh IOcy,si DJcy,sj GJcy,sk Jukcy,sl DScy,sm Iukcy,sn YIcy,so Jsercy,sp LJcy,' +
  'sq NJcy,sr TSHcy,ss KJcy,su Ubrcy,sv DZcy,sw Acy,sx Bcy,sy Vcy,sz Gcy,t0 Dcy,t1 IEcy,t2 ZHcy,' +
  't3 Zcy,t4 Icy,t5 Jcy,t6 Kcy,t7 Lcy,t8 Mcy,t9 Ncy,ta Ocy,tb Pcy,tc Rcy,td Scy,te Tcy,tf Ucy,tg Fcy,' +
  'th KHcy,ti TScy,tj CHcy,tk SHcy,tl SHCHcy,tm HARDcy,tn Ycy,to SOFTcy,tp Ecy,tq YUcy,tr YAcy,' +
  'ts acy,tt bcy,tu vcy,tv gcy,tw dcy,tx iecy,ty zhcy,tz zcy,u0 icy,u1 jcy,u2 kcy,u3 lcy,u4 mcy,' +
  'u5 ncy,u6 ocy,u7 pcy,u8 rcy,u9 scy,ua tcy,ub ucy,uc fcy,ud khcy,ue tscy,uf chcy,ug shcy,uh shchcy,' +
  'ui hardcy,uj ycy,uk softcy,ul ecy,um yucy,un yacy,up iocy,uq djcy,ur gjcy,us jukcy,ut dscy,' +
  'uu iukcy,uv yicy,uw jsercy,ux ljcy,uy njcy,uz tshcy,v0 kjcy,v2 ubrcy,v3 dzcy,6bm ensp,6bn emsp,' +
  '6bo emsp13,6bp emsp14,6br numsp,6bs puncsp,6bt ThinSpace thinsp,6bu VeryThinSpace hairsp,' +
  '6bv NegativeMediumSpace NegativeThickSpace NegativeThinSpace NegativeVeryThinSpace ZeroWidthSpace,' +
  '6bw zwnj,6bx zwj,6by lrm,6bz rlm,6c0 dash hyphen,6c3 ndash,6c4 mdash,6c5 horbar,6c6 Verbar Vert,' +
  '6c8 OpenCurlyQuote lsquo,6c9 CloseCurlyQuote rsquo rsquor,6ca lsquor sbquo,' +
  '6cc OpenCurlyDoubleQuote ldquo,6cd CloseCurlyDoubleQuote rdquo rdquor,6ce bdquo ldquor,6cg dagger,' +
  '6ch Dagger ddagger,6ci bull bullet,6cl nldr,6cm hellip mldr,6cw permil,6cx pertenk,6cy prime,' +
  '6cz Prime,6d0 tprime,6d1 backprime bprime,6d5 lsaquo,6d6 rsaquo,6da OverBar oline,6dd caret,' +
  '6df hybull,6dg frasl,6dr bsemi,6dz qprime,6e7 MediumSpace,6e8 NoBreak,6e9 ApplyFunction af,' +
  '6ea InvisibleTimes it,6eb InvisibleComma ic,6gc euro,6iq Copf complexes,6it incare,6iy gscr,' +
  '6iz HilbertSpace Hscr hamilt,6j0 Hfr Poincareplane,6j1 Hopf quaternions,6j2 planckh,' +
  '6j3 hbar hslash planck plankv,6j4 Iscr imagline,6j5 Ifr Im image imagpart,' +
  '6j6 Laplacetrf Lscr lagran,6j7 ell,6j9 Nopf naturals,6ja numero,6jb copysr,6jc weierp wp,' +
  '6jd Popf primes,6je Qopf rationals,6jf Rscr realine,6jg Re Rfr real realpart,6jh Ropf reals,' +
  '6ji rx,6jm TRADE trade,6jo Zopf integers,6jr mho,6js Zfr zeetrf,6jt iiota,' +
  '6jw Bernoullis Bscr bernou,6jx Cayleys Cfr,6jz escr,6k0 Escr expectation,6k1 Fouriertrf Fscr,' +
  '6k3 Mellintrf Mscr phmmat,6k4 order orderof oscr,6k5 alefsym aleph,6k6 beth,6k7 gimel,6k8 daleth,' +
  '6kl CapitalDifferentialD DD,6km DifferentialD dd,6kn ExponentialE ee exponentiale,' +
  '6ko ImaginaryI ii,6mo larr,6mp uarr,6mq rarr,6mr darr,6ms harr,6np crarr,6og lArr,6oh uArr,' +
  '6oi rArr,6oj dArr,6ok hArr,6ps forall,6pu part,6pv exist,6px empty,6pz nabla,6q0 isin,6q1 notin,' +
  '6q3 ni,6q7 prod,6q9 sum,6qa minus,6qf lowast,6qi radic,6ql prop,6qm infin,6qo ang,6qv and,6qw or,' +
  '6qx cap,6qy cup,6qz int,6r8 there4,6rg sim,6rp cong,6rs asymp,6sg ne,6sh equiv,6sk le,6sl ge,' +
  '6te sub,6tf sup,6tg nsub,6ti sube,6tj supe,6tx oplus,6tz otimes,6ud perp,6v9 sdot,6x4 lceil,' +
  '6x5 rceil,6x6 lfloor,6x7 rfloor,7b4 HorizontalLine boxh,7b6 boxv,7bg boxdr,7bk boxdl,7bo boxur,' +
  '7bs boxul,7bw boxvr,7c4 boxvl,7cc boxhd,7ck boxhu,7cs boxvh,7dc boxH,7dd boxV,7de boxdR,7df boxDr,' +
  '7dg boxDR,7dh boxdL,7di boxDl,7dj boxDL,7dk boxuR,7dl boxUr,7dm boxUR,7dn boxuL,7do boxUl,' +
  '7dp boxUL,7dq boxvR,7dr boxVr,7ds boxVR,7dt boxvL,7du boxVl,7dv boxVL,7dw boxHd,7dx boxhD,' +
  '7dy boxHD,7dz boxHu,7e0 boxhU,7e1 boxHU,7e2 boxvH,7e3 boxVh,7e4 boxVH,7eo uhblk,7es lhblk,' +
  '7ew block,7f5 blk14,7f6 blk12,7f7 blk34,7fl Square squ square,' +
  '7fu FilledVerySmallSquare blacksquare squarf squf,7fv EmptyVerySmallSquare,7fx rect,7fy marker,' +
  '7g1 fltns,7g3 bigtriangleup xutri,7g4 blacktriangle utrif,7g5 triangle utri,' +
  '7g8 blacktriangleright rtrif,7g9 rtri triangleright,7gd bigtriangledown xdtri,' +
  '7ge blacktriangledown dtrif,7gf dtri triangledown,7gi blacktriangleleft ltrif,' +
  '7gj ltri triangleleft,7gq loz lozenge,7gr cir,7ho tridot,7hr bigcirc xcirc,7i0 ultri,7i1 urtri,' +
  '7i2 lltri,7i3 EmptySmallSquare,7i4 FilledSmallSquare,7id bigstar starf,7ie star,7im phone,' +
  '7k0 female,7k2 male,7kw spades spadesuit,7kz clubs clubsuit,7l1 hearts heartsuit,' +
  '7l2 diamondsuit diams,7l6 sung,7l9 flat,7la natur natural,7lb sharp,7pv check checkmark,7pz cross,' +
  '7q8 malt maltese,7qu sext,7rs VerticalSeparator,7si lbbrk,7sj rbbrk,7vs lang,7vt rang,2kkc Ascr,' +
  '2kke Cscr,2kkf Dscr,2kki Gscr,2kkl Jscr,2kkm Kscr,2kkp Nscr,2kkq Oscr,2kkr Pscr,2kks Qscr,' +
  '2kku Sscr,2kkv Tscr,2kkw Uscr,2kkx Vscr,2kky Wscr,2kkz Xscr,2kl0 Yscr,2kl1 Zscr,2kl2 ascr,' +
  '2kl3 bscr,2kl4 cscr,2kl5 dscr,2kl7 fscr,2kl9 hscr,2kla iscr,2klb jscr,2klc kscr,2kld lscr,' +
  '2kle mscr,2klf nscr,2klh pscr,2kli qscr,2klj rscr,2klk sscr,2kll tscr,2klm uscr,2kln vscr,' +
  '2klo wscr,2klp xscr,2klq yscr,2klr zscr,2kn8 Afr,2kn9 Bfr,2knb Dfr,2knc Efr,2knd Ffr,2kne Gfr,' +
  '2knh Jfr,2kni Kfr,2knj Lfr,2knk Mfr,2knl Nfr,2knm Ofr,2knn Pfr,2kno Qfr,2knq Sfr,2knr Tfr,' +
  '2kns Ufr,2knt Vfr,2knu Wfr,2knv Xfr,2knw Yfr,2kny afr,2knz bfr,2ko0 cfr,2ko1 dfr,2ko2 efr,' +
  '2ko3 ffr,2ko4 gfr,2ko5 hfr,2ko6 ifr,2ko7 jfr,2ko8 kfr,2ko9 lfr,2koa mfr,2kob nfr,2koc ofr,' +
  '2kod pfr,2koe qfr,2kof rfr,2kog sfr,2koh tfr,2koi ufr,2koj vfr,2kok wfr,2kol xfr,2kom yfr,' +
  '2kon zfr,2koo Aopf,2kop Bopf,2kor Dopf,2kos Eopf,2kot Fopf,2kou Gopf,2kow Iopf,2kox Jopf,' +
  '2koy Kopf,2koz Lopf,2kp0 Mopf,2kp2 Oopf,2kp6 Sopf,2kp7 Topf,2kp8 Uopf,2kp9 Vopf,2kpa Wopf,' +
  '2kpb Xopf,2kpc Yopf,2kpe aopf,2kpf bopf,2kpg copf,2kph dopf,2kpi eopf,2kpj fopf,2kpk gopf,' +
  '2kpl hopf,2kpm iopf,2kpn jopf,2kpo kopf,2kpp lopf,2kpq mopf,2kpr nopf,2kps oopf,2kpt popf,' +
  '2kpu qopf,2kpv ropf,2kpw sopf,2kpx topf,2kpy uopf,2kpz vopf,2kq0 wopf,2kq1 xopf,2kq2 yopf,' +
  '2kq3 zopf'

/** Names that are also read without their semicolon. */
export const LEGACY =
  'AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave Euml GT ' +
  'Iacute Icirc Igrave Iuml LT Ntilde Oacute Ocirc Ograve Oslash Otilde Ouml QUOT REG THORN Uacute ' +
  'Ucirc Ugrave Uuml Yacute aacute acirc acute aelig agrave amp aring atilde auml brvbar ccedil ' +
  'cedil cent copy curren deg divide eacute ecirc egrave eth euml frac12 frac14 frac34 gt iacute ' +
  'icirc iexcl igrave iquest iuml laquo lt macr micro middot nbsp not ntilde oacute ocirc ograve ' +
  'ordf ordm oslash otilde ouml para plusmn pound quot raquo reg sect shy sup1 sup2 sup3 szlig thorn ' +
  'times uacute ucirc ugrave uml uuml yacute yen yuml'
